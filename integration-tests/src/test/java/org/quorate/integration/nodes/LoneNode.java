package org.quorate.integration.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** One node process on a loopback address, from a configuration of its own. */
final class LoneNode implements AutoCloseable {
    private final Program program = Program.ofDistribution();
    private final Path folder;
    private final Path output;
    private final Process process;

    private LoneNode(Path folder) throws IOException {
        this.folder = folder;
        output = folder.resolve("output");
        process = program.start(
                output, "node", "--home", home().toString(), "--config", config().toString(), "--name", "n1");
    }

    /** Returns at once. */
    static LoneNode start(Path folder, String configuration) throws IOException {
        Files.writeString(folder.resolve("corosync.conf"), configuration);
        return new LoneNode(folder);
    }

    /** For two nodes, of which the first runs. */
    static String configuration(String transport, String address, String other) {
        return """
                totem {
                  version: 2
                  cluster_name: lone
                  transport: %s
                }
                nodelist {
                  node {
                    name: n1
                    ring0_addr: %s
                    nodeid: 1
                  }
                  node {
                    name: n2
                    ring0_addr: %s
                    nodeid: 2
                  }
                }
                quorum {
                  provider: corosync_votequorum
                }
                """.formatted(transport, address, other);
    }

    Path home() {
        return folder.resolve("home");
    }

    Path config() {
        return folder.resolve("corosync.conf");
    }

    Program program() {
        return program;
    }

    /** What it has said on standard output and error. */
    String output() throws IOException {
        return Files.readString(output);
    }

    Program.Result shell(String command) throws IOException, InterruptedException {
        return program.run("shell", "--home", home().toString(), "-c", command);
    }

    LoneNode awaitRing() {
        Await.until(
                "the node has a ring of its own",
                () -> shell("node:state").output().contains("phase=OPERATIONAL")
                        && shell("node:state").output().contains("members=1"));
        return this;
    }

    /** One of the counters of the ring. */
    long counter(String name) throws IOException, InterruptedException {
        var status = shell("ring:status").output();
        var matcher = Pattern.compile(Pattern.quote(name) + "\\W+(\\d+)").matcher(status);
        assertThat(matcher.find()).as(name + " in " + status).isTrue();
        return Long.parseLong(matcher.group(1));
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
