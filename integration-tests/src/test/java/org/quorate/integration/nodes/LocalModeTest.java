package org.quorate.integration.nodes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A node without its cluster, and through its mount the rules of pmxcfs with their errors. */
class LocalModeTest {
    @TempDir
    static Path folder;

    private static final Program PROGRAM = Program.ofDistribution();
    private static Process process;
    private static Path mount;

    @BeforeAll
    static void start() throws Exception {
        mount = folder.resolve("pve");
        process = PROGRAM.start(
                folder.resolve("output"),
                "node",
                "--local",
                "--home",
                home(),
                "--name",
                "hp1.example.org",
                "--mount",
                mount.toString());
        Await.until("it is mounted and synced", () -> {
            var state = shell("node:state");
            return state.contains("mounted=yes") && state.contains("tree=synced") && state.contains("quorate=yes");
        });
        sh("mkdir -p nodes/hp1/qemu-server nodes/hp1/lxc nodes/hp1/openvz nodes/hp2/qemu-server nodes/hp2/lxc priv/lock"
                + " full/sub empty && echo a > file && echo one > nodes/hp1/qemu-server/100.conf"
                + " && mkdir priv/lock/held");
    }

    @AfterAll
    static void stop() throws Exception {
        process.destroy();
        process.onExit().join();
        assertThat(Files.readString(folder.resolve("output"))).isEmpty();
    }

    private static String home() {
        return folder.resolve("home").toString();
    }

    private static String shell(String command) throws IOException, InterruptedException {
        return PROGRAM.run("shell", "--home", home(), "-c", command).output();
    }

    private record Ran(int status, String output) {}

    private static Ran run(String script) throws IOException, InterruptedException {
        var builder =
                new ProcessBuilder("sh", "-c", script).directory(mount.toFile()).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        var running = builder.start();
        running.getOutputStream().close();
        var output = new String(running.getInputStream().readAllBytes(), UTF_8);
        return new Ran(running.waitFor(), output.strip());
    }

    private static String sh(String script) throws IOException, InterruptedException {
        var ran = run(script);
        assertThat(ran.status()).as("%s: %s", script, ran.output()).isZero();
        return ran.output();
    }

    @Test
    void itIsQuorateByItselfAndWritesAsNode0() throws Exception {
        assertThat(sh("cat .members")).matches("\\{\n\"nodename\": \"hp1\",\n\"version\": \\d+\n}");
        assertThat(shell("quorum:status")).contains("Quorate:          Yes");
        assertThat(sh("test -w local && readlink local qemu-server lxc openvz"))
                .isEqualTo("nodes/hp1\nnodes/hp1/qemu-server\nnodes/hp1/lxc\nnodes/hp1/openvz");
        assertThat(shell("tree:locks")).contains("held  node 0");
    }

    /** The errors of the table of operations, as programs see them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "touch missing/f                                       | No such file or directory",
                "mkdir missing/d                                       | No such file or directory",
                "mkdir file/d                                          | Not a directory",
                "mkdir full                                            | File exists",
                "head -c 1048577 /dev/zero > big                       | File too large",
                "truncate -s 1048577 file                              | File too large",
                "truncate -s 5G file                                   | File too large",
                "rmdir full                                            | Directory not empty",
                "rm missing                                            | No such file or directory",
                "perl -e 'rename(\"full\", \"moved\") or die $!'       | Directory not empty",
                "perl -e 'rename(\"empty\", \"full\") or die $!'       | Directory not empty",
                "perl -e 'rename(\"file\", \"empty\") or die $!'       | Is a directory",
                "perl -e 'rename(\"empty\", \"file\") or die $!'       | Not a directory",
                "perl -e 'rename(\"missing\", \"x\") or die $!'        | No such file or directory",
                "perl -e 'rename(\"file\", \"missing/x\") or die $!'   | No such file or directory",
                "perl -e 'rename(\"priv/lock/held\", \"x\") or die $!' | Permission denied",
                "perl -e 'rename(\"file\", \".version\") or die $!'    | Permission denied",
                "perl -e 'rename(\".version\", \"x\") or die $!'       | Permission denied",
                "rm .version                                           | Permission denied",
                "touch .version                                        | Permission denied",
                "touch -h local                                        | Permission denied",
                "touch -d @0 priv/lock/held                            | Permission denied",
                "echo x > .members                                     | Permission denied",
                "env echo 2 > .debug                                   | Input/output error",
                "chown 12345 file                                      | Operation not permitted",
                "ln -s file link                                       | Operation not permitted",
                "ln file link                                          | Operation not permitted",
                "mknod dev c 1 3                                       | Operation not permitted",
                "touch nodes/hp2/qemu-server/100.conf                  | File exists",
                "echo x > nodes/hp2/qemu-server/100.conf               | File exists",
                "echo x > nodes/hp1/lxc/100.conf                       | File exists",
                "mv file nodes/hp2/lxc/100.conf                        | File exists"
            })
    void whatIsNotAllowedIsRefusedWithItsErrno(String script, String message) throws Exception {
        var ran = run(script);
        assertThat(ran.status()).as(script).isNotZero();
        assertThat(ran.output()).as(script).contains(message);
        assertThat(sh("cat file nodes/hp1/qemu-server/100.conf")).isEqualTo("a\none");
    }

    @Test
    void extendedAttributesAreNotSupported() {
        var attributes = Files.getFileAttributeView(mount.resolve("file"), UserDefinedFileAttributeView.class);
        assertThatThrownBy(() -> attributes.write("x", ByteBuffer.allocate(1))).hasMessageContaining("not supported");
    }

    @Test
    void aGuestMigratesByRename() throws Exception {
        sh("echo x > nodes/hp1/qemu-server/200.conf");
        assertThat(sh("cat .vmlist")).contains("\"200\": { \"node\": \"hp1\", \"type\": \"qemu\"");
        sh("mv nodes/hp1/qemu-server/200.conf nodes/hp2/lxc/200.conf");
        assertThat(sh("cat .vmlist")).contains("\"200\": { \"node\": \"hp2\", \"type\": \"lxc\"");
        sh("rm nodes/hp2/lxc/200.conf");
        assertThat(sh("cat .vmlist")).doesNotContain("\"200\"");
    }

    @Test
    void modesFollowFromThePlace() throws Exception {
        sh("mkdir -p priv/acme nodes/hp1/priv; touch priv/acme/a nodes/hp1/priv/k vps.mount 100.start 100.other");
        assertThat(sh("stat -c '%a %n' . file full priv priv/acme/a nodes/hp1/priv nodes/hp1/priv/k vps.mount 100.start"
                        + " 100.other local .version .debug"))
                .isEqualTo("""
                        755 .
                        640 file
                        755 full
                        700 priv
                        600 priv/acme/a
                        700 nodes/hp1/priv
                        600 nodes/hp1/priv/k
                        740 vps.mount
                        740 100.start
                        640 100.other
                        755 local
                        440 .version
                        640 .debug""");
    }

    @Test
    void whatIsWrittenIntoTheLogIsReadFromItsFile() throws Exception {
        assertThat(sh("cat .clusterlog")).contains("\"tag\": \"cluster\"", "\"msg\": \"starting cluster log\"");
        shell("status:write 'disk \"3\" is exchanged'");
        assertThat(sh("cat .clusterlog"))
                .startsWith("{\n\"data\": [\n{\"uid\": ")
                .contains("\"node\": \"hp1\"", "\"msg\": \"disk \\\"3\\\" is exchanged\"}");
        assertThat(shell("status:log -n 1")).contains("disk \"3\" is exchanged").doesNotContain("starting");
        assertThat(shell("status:log -n 0")).contains("-n: found 0, must be 1 to");
    }

    @Test
    void whatIsPublishedIsCountedAndMeasurementsAreLines() throws Exception {
        shell("status:put kv/a 1; status:put kv/a 2");
        assertThat(sh("cat .version")).endsWith("\"kvstore\": {\n\"hp1\": {\"kv/a\": 1}}\n}");
        assertThat(shell("status:kv hp1 kv/a")).startsWith("2");
        assertThat(shell("status:kv hp9 kv/a")).contains("node hp9: there is none");
        assertThat(sh("cat .rrd")).isEmpty();
    }

    @Test
    void debuggingIsSwitchedByItsFile() throws Exception {
        assertThat(sh("cat .debug; echo 1 > .debug; cat .debug; echo 0 > .debug; cat .debug"))
                .isEqualTo("0\n1\n0");
    }
}
