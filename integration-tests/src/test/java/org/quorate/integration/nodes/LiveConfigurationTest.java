package org.quorate.integration.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three processes whose links and key change by a file in the tree, while somebody writes and the ring stays. */
class LiveConfigurationTest {
    private static final List<Integer> NODES = List.of(1, 2, 3);
    private static final int SWAPS = Boolean.getBoolean("quorate.long") ? 21 : 3;

    @TempDir
    Path folder;

    @BeforeAll
    static void assume() {
        assumeTrue(Files.isWritable(Path.of("/dev/fuse")), "mounting needs root and /dev/fuse");
    }

    /** Links by number, of all nodes. */
    private static String configuration(int version, String cipher, Integer... links) {
        return """
                totem {
                  version: 2
                  cluster_name: live
                  config_version: %d
                  crypto_cipher: %s
                  crypto_hash: sha256
                }
                nodelist {
                %s}
                quorum {
                  provider: corosync_votequorum
                }
                """.formatted(
                version, cipher, NODES.stream().map(node -> node(node, links)).collect(Collectors.joining()));
    }

    private static String node(int node, Integer... links) {
        return "  node {\n    name: n%d\n    nodeid: %d\n%s  }\n"
                .formatted(
                        node,
                        node,
                        Arrays.stream(links)
                                .map(link -> "    ring%d_addr: 127.91.%d.%d\n".formatted(link, 70 + link, node))
                                .collect(Collectors.joining()));
    }

    private static byte[] key(int fill) {
        var key = new byte[256];
        Arrays.fill(key, (byte) fill);
        return key;
    }

    /** As an editor does it. */
    private static void publish(TestCluster cluster, int node, String text) throws IOException {
        var fresh = cluster.file(node, "corosync.conf.new");
        Files.writeString(fresh, text);
        Files.move(fresh, cluster.file(node, "corosync.conf"), StandardCopyOption.REPLACE_EXISTING);
    }

    private static void awaitInUse(TestCluster cluster, int version) {
        for (int node : NODES) {
            Await.until(
                    "n" + node + " uses version " + version,
                    () -> cluster.log(node).contains("version " + version + " of the configuration is in use"));
        }
    }

    private static String ring(TestCluster cluster, int node) throws IOException, InterruptedException {
        return ring(cluster, node, "Ring ID|gather_entered|rx_msg_dropped_unauthenticated");
    }

    private static String ring(TestCluster cluster, int node, String labels) throws IOException, InterruptedException {
        var status = cluster.shell(node, "ring:status").output();
        return Pattern.compile("(?m)^(" + labels + "):.*$")
                .matcher(status)
                .results()
                .map(line -> line.group().replaceAll(" +", " "))
                .collect(Collectors.joining("\n"));
    }

    private static List<String> links(TestCluster cluster, int node) throws IOException, InterruptedException {
        return cluster.shell(node, "ring:links")
                .output()
                .lines()
                .skip(1)
                .map(line -> line.split(" +")[0] + " " + (line.contains("disconnected") ? "down" : "up"))
                .sorted()
                .toList();
    }

    @Test
    void linksAndKeyChangeUnderLoadAndABadFileChangesNothing() throws Exception {
        try (var cluster = TestCluster.start(folder, configuration(1, "aes256", 0), key(1))) {
            var before = ring(cluster, 1);
            assertThat(before).contains("Ring ID", "rx_msg_dropped_unauthenticated: 0");
            var over = new AtomicBoolean();
            var written = new AtomicInteger();
            var load = CompletableFuture.runAsync(() -> write(cluster, written, over));

            publish(cluster, 1, configuration(2, "aes256", 0, 1));
            awaitInUse(cluster, 2);
            Await.until(
                    "both links are up",
                    () -> links(cluster, 2).equals(List.of("0 up", "0 up", "0 up", "1 up", "1 up", "1 up")));
            for (int node : NODES) {
                assertThat(Files.readString(cluster.configuration(node))).isEqualTo(configuration(2, "aes256", 0, 1));
            }

            publish(cluster, 2, configuration(3, "aes256", 1));
            awaitInUse(cluster, 3);
            assertThat(links(cluster, 1)).containsOnly("1 up").hasSize(3);

            cluster.giveKey(key(2));
            publish(cluster, 3, configuration(4, "aes256", 1));
            awaitInUse(cluster, 4);

            publish(cluster, 1, configuration(5, "aes512", 1));
            var refusal = "corosync.conf in the tree:5: totem.crypto_cipher: found \"aes512\"";
            for (int node : NODES) {
                Await.until("n" + node + " says why", () -> cluster.log(node).contains(refusal));
                assertThat(Files.readString(cluster.configuration(node))).isEqualTo(configuration(4, "aes256", 1));
            }
            assertThat(cluster.shell(2, "config:status").output())
                    .contains("version 4 is in use", "not used: " + refusal);
            var moved = configuration(6, "aes256", 1).replace("127.91.71.3", "127.91.72.3");
            assertThat(plan(cluster, moved)).contains("no other link would carry between n3 and n1");

            over.set(true);
            load.join();
            assertThat(written.get()).isPositive();
            assertThat(ring(cluster, 1)).isEqualTo(before);
            assertThat(ring(cluster, 2)).contains("rx_msg_dropped_unauthenticated: 0");
            cluster.awaitContent(3, "load", "load " + written.get());
        }
    }

    /** Cluster-wide by a file in the tree, and node by node from the shell. */
    @Test
    void theTransportChangesUnderLoadAndTheRingStays() throws Exception {
        try (var cluster = TestCluster.start(folder, configuration(1, "aes256", 0), key(1));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var over = new AtomicBoolean();
            try {
                swapsUnderLoad(cluster, threads, over);
            } finally {
                over.set(true);
            }
        }
    }

    private static void swapsUnderLoad(TestCluster cluster, Executor threads, AtomicBoolean over) throws Exception {
        var before = ring(cluster, 1, "Ring ID|gather_entered");
        var written = new AtomicInteger();
        var load = CompletableFuture.runAsync(() -> write(cluster, written, over), threads);
        int version = 1;
        for (int swap = 0; swap < SWAPS; swap++) {
            var transport = List.of("udpu", "udp", "knet").get(swap % 3);
            version++;
            publish(cluster, 1 + swap % 3, over(transport, version));
            awaitInUse(cluster, version);
            for (int node : NODES) {
                assertThat(inUse(cluster, node)).isEqualTo(transport);
            }
        }
        var swaps = NODES.stream()
                .map(node -> CompletableFuture.supplyAsync(() -> swap(cluster, node, "udpu"), threads))
                .toList();
        assertThat(swaps).allSatisfy(swap -> assertThat(swap.join()).contains("udpu is in use"));
        assertThat(inUse(cluster, 1)).isEqualTo("udpu");
        assertThat(cluster.shell(1, "transport:swap radio").output()).contains("there is no transport radio");
        over.set(true);
        load.join();
        assertThat(written.get()).isPositive();
        assertThat(ring(cluster, 1, "Ring ID|gather_entered")).isEqualTo(before);
        cluster.awaitContent(3, "load", "load " + written.get());
    }

    private static String swap(TestCluster cluster, int node, String transport) {
        try {
            return cluster.shell(node, "transport:swap " + transport).output();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("node " + node + " cannot be asked", e);
        }
    }

    private static String over(String transport, int version) {
        return configuration(version, "aes256", 0)
                .replace("  version: 2\n", "  version: 2\n  transport: " + transport + "\n");
    }

    private static String inUse(TestCluster cluster, int node) throws IOException, InterruptedException {
        return cluster.shell(node, "transport:list")
                .output()
                .lines()
                .filter(line -> line.contains("in use"))
                .map(line -> line.split(" +")[0])
                .collect(Collectors.joining(" "));
    }

    private String plan(TestCluster cluster, String text) throws IOException, InterruptedException {
        var file = Files.writeString(folder.resolve("next.conf"), text);
        return cluster.pvecm(1, "config", "plan", file.toString()).output();
    }

    /** Each write is a message that has come back. */
    private static void write(TestCluster cluster, AtomicInteger written, AtomicBoolean over) {
        try {
            while (!over.get()) {
                Files.writeString(cluster.file(2, "load"), "load " + (written.get() + 1));
                written.incrementAndGet();
            }
        } catch (IOException e) {
            throw new AssertionError("a write failed after " + written.get(), e);
        }
    }
}
