package org.quorate.integration.corosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Real corosync nodes and one Quorate node over udp: what is on the wire, where the nodes meet. The numbers are those of the
 * table in README.md. What a ring does is the same as over udpu; {@code UdpIs...Test} have it all, in the long form.
 */
class UdpConformanceTest {
    private static final String UDP = "transport: udp";
    private static final int OURS = 2;

    /** Of a cluster that is named "mixed". */
    private static final String GROUP = "239.192.13.51";

    @TempDir
    Path folder;

    @BeforeAll
    static void assume() throws IOException {
        Peers.assume();
    }

    @Test
    void checkpoint18OneGroupTwoPortsAndMessagesInOneOrder() throws IOException {
        try (var cluster = new MixedCluster(folder, 3, OURS)) {
            cluster.configure(cluster.configuration().withTotem(UDP, 1));
            cluster.whole();
            var next = cluster.real(1); // gets our tokens
            watch(cluster, next, OURS, GROUP, 5405);
            watch(cluster, cluster.ours(), cluster.real(0).id(), GROUP, 5405);
            try (var tour = new Tour(cluster.joinAll("sizes"))) {
                for (int size : new int[] {0, 1400, 5000, (1 << 20) - 1024}) {
                    tour.mark(tour.all().getFirst());
                    int count = size > 100_000 ? 3 : 100;
                    tour.allSend(count, size);
                    tour.assertSame(3L * count);
                }
            }
            assertWire(cluster, next, cluster.ours());
            assertThat(cluster.ours().log()).doesNotContain("token lost");
            assertThat(cluster.ours().counter("rx_msg_dropped_unlisted")).isZero();
            assertThat(cluster.ours().counter("rx_msg_dropped_garbage")).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'mcastaddr: 239.1.2.3\n mcastport: 7000\n ttl: 4', 239.1.2.3, 7000",
        "'broadcast: yes', 255.255.255.255, 5405"
    })
    void checkpoint18AnotherGroupAnotherPortOrAllOfTheNetwork(String lines, String group, int port) throws IOException {
        try (var cluster = new MixedCluster(folder, 2, OURS)) {
            var section = "\n  interface {\n    linknumber: 0\n    " + lines + "\n  }";
            cluster.configure(cluster.configuration().withTotem(UDP + section, 1));
            var real = cluster.real(0);
            cluster.whole();
            watch(cluster, real, OURS, group, port);
            watch(cluster, cluster.ours(), real.id(), group, port);
            if (lines.contains("ttl")) {
                var sender = "ip saddr " + cluster.network().address(OURS);
                cluster.network().watch(real.id(), "ttl", sender + " ip daddr " + group + " ip ttl 4");
            }
            meet(cluster);
            assertWire(cluster, real, cluster.ours());
            if (lines.contains("ttl")) {
                assertThat(cluster.network().watched(real.id(), "ttl")).isPositive();
            }
        }
    }

    @Test
    @Tag("long")
    void checkpoint18IPv6() throws IOException {
        assumeTrue(Network.hasIpv6(), "needs IPv6");
        try (var cluster = new MixedCluster(folder, 2, OURS)) {
            var network = cluster.network();
            cluster.configure(cluster.configuration().withTotem(UDP + "\n  ip_version: ipv6", 1));
            for (var node : cluster.nodes()) {
                var file = node.folder().resolve("corosync.conf");
                var text = Files.readString(file);
                for (var other : cluster.nodes()) {
                    text = text.replace(
                            "ring0_addr: " + network.address(other.id()) + "\n",
                            "ring0_addr: " + network.address(other.id(), Network.IPV6_LINK) + "\n");
                }
                Files.writeString(file, text);
            }
            cluster.whole();
            network.watch(1, "group", "ip6 daddr ff15::d26 udp sport 5404 udp dport 5405");
            meet(cluster);
            assertThat(network.watched(1, "group")).isPositive();
        }
    }

    private static void meet(MixedCluster cluster) throws IOException {
        try (var tour = new Tour(cluster.joinAll("meeting"))) {
            tour.mark(tour.all().getFirst());
            tour.allSend(50, 3000);
            tour.assertSame(100);
        }
    }

    /** What one node gets of another: to all, to itself, and what should not be. */
    private static void watch(MixedCluster cluster, Node at, int from, String group, int port) {
        var network = cluster.network();
        var ports = " udp sport " + (port - 1) + " udp dport " + port;
        var sender = "ip saddr " + network.address(from);
        network.watch(at.id(), "everyone", sender + " ip daddr " + group + ports);
        network.watch(at.id(), "itself", sender + " ip daddr " + network.address(at.id()) + ports);
        network.watch(at.id(), "elsewhere", sender + " udp sport != " + (port - 1));
        network.watch(at.id(), "astray", sender + " ip daddr != { " + group + ", " + network.address(at.id()) + " }");
    }

    private static void assertWire(MixedCluster cluster, Node... nodes) {
        for (var node : nodes) {
            var network = cluster.network();
            assertThat(network.watched(node.id(), "everyone")).as("to all").isPositive();
            assertThat(network.watched(node.id(), "itself")).as("tokens").isPositive();
            assertThat(network.watched(node.id(), "elsewhere"))
                    .as("from another port")
                    .isZero();
            assertThat(network.watched(node.id(), "astray"))
                    .as("to nobody here")
                    .isZero();
        }
    }
}
