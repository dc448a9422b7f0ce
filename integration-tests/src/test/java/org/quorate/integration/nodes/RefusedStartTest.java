package org.quorate.integration.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that cannot run says so in clear lines, and does not start. */
class RefusedStartTest {
    private final Program program = Program.ofDistribution();

    @TempDir
    Path folder;

    @Test
    void allErrorsOfAConfigurationAreToldAtOnceWithTheirLines() throws Exception {
        var result = node("""
                totem {
                  version: 3
                  transport: udpu
                  token: soon
                }
                nodelist {
                  node {
                    ring0_addr: 127.0.0.1
                    nodeid: 1
                  }
                  node {
                    ring0_addr: 127.0.0.2
                    nodeid: 1
                  }
                }
                """);
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.output())
                .contains("corosync.conf:2", "corosync.conf:4", "nodeid")
                .doesNotContain("Exception", "\tat ");
        assertThat(folder.resolve("home/run/quorate.pid")).doesNotExist();
    }

    @Test
    void anAddressOfAnotherMachineIsNamed() throws Exception {
        var result = node(configuration("192.0.2.1"));
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.output())
                .contains("no node with an address of this machine", "n1")
                .doesNotContain("Exception");
    }

    @Test
    void aPortInUseIsNamed() throws Exception {
        var address = InetAddress.getByName("127.91.4.7");
        try (var _ = new DatagramSocket(new InetSocketAddress(address, 5405))) {
            var result = node(configuration("127.91.4.7"));
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.output()).contains("127.91.4.7", "5405").doesNotContain("Exception");
        }
    }

    @Test
    void aBrokenDatabaseStopsTheNodeWithOneLine() throws Exception {
        var database = folder.resolve("home/db/config.db");
        Files.createDirectories(database.getParent());
        Files.writeString(database, "this is no database, though it is long enough to be looked at".repeat(20));
        var result = node(configuration("127.91.4.8"));
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).hasLineCount(1).contains("config.db", "restore a backup");
    }

    @Test
    void aNameThatDoesNotResolveIsOneLine() throws Exception {
        var result = node(configuration("no-such-host.invalid"));
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.output())
                .hasLineCount(1)
                .contains("corosync.conf:8", "ring0_addr", "no-such-host.invalid", "does not resolve");
    }

    @Test
    void aFileThatIsNoConfigurationIsToldLineByLine() throws Exception {
        var result = node("this\nis { no\nconfiguration\n}}\n");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.output()).hasLineCount(4).doesNotContain("Exception");
    }

    @Test
    void aConfigurationThatIsMissingOrNoFileIsNamed() throws Exception {
        for (var path : List.of(folder.resolve("nowhere.conf"), folder)) {
            var result = program.run("node", "--home", folder.resolve("home").toString(), "--config", path.toString());
            assertThat(result.exitCode()).isEqualTo(2);
            assertThat(result.output()).hasLineCount(1).contains(path + ": ");
        }
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws Exception {
        var file = Files.writeString(folder.resolve("file"), "");
        var config = Files.writeString(folder.resolve("corosync.conf"), configuration("127.91.4.9"));
        var result = program.run("node", "--home", file.resolve("home").toString(), "--config", config.toString());
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).hasLineCount(1).contains(file.toString(), "cannot be written", "--home");
    }

    @Test
    void aRingNumberThatCannotBeKeptStopsTheNodeWithOneLine() throws Exception {
        Files.createDirectories(folder.resolve("home/state/ringid_1"));
        var result = node(configuration("127.91.4.10"));
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).hasLineCount(1).contains("ringid_1", "Is a directory");
    }

    @Test
    void unknownOptionsAreRefused() throws Exception {
        var result = program.run("node", "--hom", folder.toString());
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.output()).contains("--hom");
    }

    private Program.Result node(String configuration) throws IOException, InterruptedException {
        var file = folder.resolve("corosync.conf");
        Files.writeString(file, configuration);
        return program.run("node", "--home", folder.resolve("home").toString(), "--config", file.toString());
    }

    private static String configuration(String address) {
        return """
                totem {
                  version: 2
                  transport: udpu
                }
                nodelist {
                  node {
                    name: n1
                    ring0_addr: %s
                    nodeid: 1
                  }
                }
                quorum {
                  provider: corosync_votequorum
                }
                """.formatted(address);
    }
}
