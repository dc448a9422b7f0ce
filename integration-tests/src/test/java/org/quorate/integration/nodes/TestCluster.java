package org.quorate.integration.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Three node processes that were started by {@code quorate demo}, and are ended with the test. */
final class TestCluster implements AutoCloseable {
    private static final int NODES = 3;

    /** Of this process alone: another one may run such tests at the same time. */
    private static final String NETWORK = network(ProcessHandle.current().pid());

    private final Program program = Program.ofDistribution();
    private final Path folder;
    private final List<Process> restarted = new ArrayList<>();

    private TestCluster(Path folder) {
        this.folder = folder;
    }

    /** Returns when all are joined and quorate. */
    static TestCluster start(Path folder) throws IOException, InterruptedException {
        var cluster = new TestCluster(folder);
        cluster.startAll();
        return cluster;
    }

    /** With another token timeout than that of a demo. */
    static TestCluster start(Path folder, int tokenMillis) throws IOException, InterruptedException {
        return start(folder, ofDemo(tokenMillis), new byte[0]);
    }

    /**
     * With a configuration of its own.
     *
     * @param key of the cluster; empty if it needs none
     */
    static TestCluster start(Path folder, String configuration, byte[] key) throws IOException, InterruptedException {
        var cluster = new TestCluster(folder);
        for (int node = 1; node <= NODES; node++) {
            Files.createDirectories(cluster.configuration(node).getParent());
            Files.writeString(cluster.configuration(node), configuration);
        }
        cluster.giveKey(key);
        cluster.startAll();
        return cluster;
    }

    /** To each node, beside its configuration, as an administrator copies it. */
    void giveKey(byte[] key) throws IOException {
        for (int node = 1; node <= NODES; node++) {
            Files.write(configuration(node).resolveSibling("authkey"), key);
        }
    }

    Path configuration(int node) {
        return home(node).resolve("etc/corosync.conf");
    }

    String log(int node) throws IOException {
        return Files.readString(home(node).resolve("log/quorate.log"));
    }

    private static String network(long pid) {
        return "127." + (128 + pid / 200 % 100) + "." + pid % 200;
    }

    private static String ofDemo(int tokenMillis) {
        return """
                totem {
                  version: 2
                  cluster_name: patient
                  transport: udpu
                  token: %d
                }
                nodelist {
                %s}
                quorum {
                  provider: corosync_votequorum
                }
                """.formatted(
                        tokenMillis,
                        IntStream.rangeClosed(1, NODES)
                                .mapToObj(node -> """
                                          node {
                                            name: n%1$d
                                            nodeid: %1$d
                                            ring0_addr: %2$s.%1$d
                                          }
                                        """.formatted(node, NETWORK))
                                .collect(Collectors.joining()));
    }

    void startAll() throws IOException, InterruptedException {
        var result = program.run("demo", "--dir", folder.toString(), "--detach");
        assertThat(result.exitCode()).as(result.toString()).isZero();
    }

    Path home(int node) {
        return folder.resolve("n" + node);
    }

    Path mount(int node) {
        return home(node).resolve("pve");
    }

    Path file(int node, String name) {
        return mount(node).resolve(name);
    }

    Program.Result shell(int node, String command) throws IOException, InterruptedException {
        return program.run("shell", "--home", home(node).toString(), "-c", command);
    }

    Program.Result pvecm(int node, String... words) throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of("pvecm", "--home", home(node).toString()));
        all.addAll(List.of(words));
        return program.run(all.toArray(String[]::new));
    }

    /** The value behind a label of {@code pvecm status}. */
    String status(int node, String label) throws IOException, InterruptedException {
        return pvecm(node, "status")
                .output()
                .lines()
                .filter(line -> line.startsWith(label + ":"))
                .map(line -> line.substring(label.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    void awaitMembers(int node, int count) {
        Await.until(
                "n" + node + " sees " + count + " nodes",
                () -> status(node, "Nodes").equals(Integer.toString(count)));
    }

    void awaitContent(int node, String name, String content) {
        Await.until(
                "n" + node + " has " + name,
                () -> Files.readString(file(node, name)).equals(content));
    }

    /** The end without any goodbye. */
    void kill(int node) throws IOException {
        var process = ProcessHandle.of(pid(node)).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
    }

    void restart(int node) throws IOException {
        restarted.add(program.start(
                home(node).resolve("log/restarted.log"),
                "node",
                "--home",
                home(node).toString(),
                "--name",
                "n" + node,
                "--mount",
                mount(node).toString()));
    }

    private long pid(int node) throws IOException {
        return Long.parseLong(
                Files.readString(home(node).resolve("run/quorate.pid")).strip());
    }

    /** All files of a mount with their content. */
    TreeMap<String, String> tree(int node) throws IOException {
        var tree = new TreeMap<String, String>();
        try (var paths = Files.walk(mount(node))) {
            for (var path : paths.toList()) {
                var name = mount(node).relativize(path).toString();
                boolean link = Files.isSymbolicLink(path);
                if (!link && Files.isRegularFile(path) && !name.startsWith(".")) {
                    tree.put(name, Files.readString(path));
                } else if (!link && Files.isDirectory(path)) {
                    tree.put(name + "/", "");
                }
            }
        }
        return tree;
    }

    @Override
    public void close() throws IOException {
        Program.Result result;
        try {
            result = program.run("demo", "--stop", "--dir", folder.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the nodes stop", e);
        } finally {
            for (var process : restarted) {
                process.destroyForcibly().onExit().join();
            }
        }
        assertThat(result.exitCode()).as(result.toString()).isZero();
    }
}
