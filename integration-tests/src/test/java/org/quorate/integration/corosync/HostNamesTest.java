package org.quorate.integration.corosync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quorate.integration.nodes.Await;

/** Three nodes whose addresses are host names, which their machines resolve by a hosts file of their own. */
class HostNamesTest {
    private static final int COUNT = 3;
    private static final int KEY_BYTES = 256;

    @TempDir
    Path folder;

    @BeforeAll
    static void assume() throws IOException {
        Peers.assume();
    }

    @ParameterizedTest
    @CsvSource({"ipv4, 10.", "ipv6, fd77:", "ipv4-6, 10.", "ipv6-4, fd77:"})
    void ofTheAddressesOfANameTheOneThatIsPreferredIsUsed(String version, String prefix) throws Exception {
        try (var cluster = new EngineCluster(folder, Collections.nCopies(COUNT, EngineCluster.Engine.TOTEM))) {
            var network = cluster.network();
            var hosts = new StringBuilder();
            for (int node = 1; node <= COUNT; node++) {
                hosts.append(network.address(node) + " host0-" + node + "\n");
                if (Network.hasIpv6()) {
                    hosts.append(network.address(node, Network.IPV6_LINK) + " host0-" + node + "\n");
                }
            }
            Files.writeString(folder.resolve("hosts"), hosts);
            start(cluster, "transport: knet\n  ip_version: " + version, 1);
            var expected = Network.hasIpv6() ? prefix : "10.";
            assertThat(cluster.node(1).shell("ring:links").output()).contains(" " + expected);
        }
    }

    /** As the seeds have it: secauth and a key file, a second link that joins later, and a machine that moves. */
    @Test
    void aNameWithAnotherAddressCountsWhenTheFileIsReadAgainAndTheRingStays() throws Exception {
        try (var cluster = new EngineCluster(folder, Collections.nCopies(COUNT, EngineCluster.Engine.TOTEM))) {
            var network = cluster.network();
            var moved = network.address(COUNT, 1).replaceFirst("\\d+$", "33");
            new Command(network.inside(COUNT, List.of("ip", "addr", "add", moved + "/24", "dev", "eth0"))).output();
            write(network, network.address(COUNT, 1));
            var key = new byte[KEY_BYTES];
            new Random(1).nextBytes(key);
            var secure =
                    "secauth: on\n  crypto_model: openssl\n  keyfile: " + Files.write(folder.resolve("authkey"), key);
            start(cluster, secure, 1);
            var ring = cluster.node(1).shell("node:state").output().replaceAll("(?s).*(ring=\\S+).*", "$1");

            configure(cluster, secure + "\n  interface {\n    linknumber: 1\n    knet_link_priority: 2\n  }", 2, 2);
            reload(cluster);
            Await.until("link 1 is there", () -> links(cluster).contains(network.address(COUNT, 1)));
            write(network, moved);
            assertThat(links(cluster)).contains(network.address(COUNT, 1)).doesNotContain(moved);
            reload(cluster);
            Await.until("node 3 is at its new address", () -> links(cluster).contains(moved));
            Await.until("it is reached there", () -> !links(cluster).contains("disconnected"));
            assertThat(cluster.node(1).shell("node:state").output()).contains(ring);
        }
    }

    private static String links(EngineCluster cluster) throws IOException, InterruptedException {
        return cluster.node(1).shell("ring:links").output();
    }

    private static void reload(EngineCluster cluster) throws IOException, InterruptedException {
        for (var node : cluster.nodes()) {
            var answer = node.shell("config:reload");
            assertThat(answer.exitCode()).as(answer.toString()).isZero();
        }
    }

    /** In place, as it is mounted. */
    private void write(Network network, String lastOnLinkOne) throws IOException {
        var hosts = new StringBuilder();
        for (int link = 0; link < 2; link++) {
            for (int node = 1; node <= COUNT; node++) {
                var address = link == 1 && node == COUNT ? lastOnLinkOne : network.address(node, link);
                hosts.append(address + " host" + link + "-" + node + "\n");
            }
        }
        Files.writeString(folder.resolve("hosts"), hosts);
    }

    private void start(EngineCluster cluster, String totem, int links) throws IOException {
        configure(cluster, totem, links, 1);
        for (var node : cluster.nodes()) {
            node.startAfter("mount --bind " + folder.resolve("hosts") + " /etc/hosts");
        }
        cluster.awaitRing(COUNT);
    }

    private static void configure(EngineCluster cluster, String totem, int links, int version) throws IOException {
        var network = cluster.network();
        for (var node : cluster.nodes()) {
            var file = Configuration.of(network)
                    .withTotem(totem, links)
                    .withVersion(version)
                    .write(node.folder());
            var text = Files.readString(file);
            for (int link = 0; link < links; link++) {
                for (int id = 1; id <= COUNT; id++) {
                    text = text.replace("_addr: " + network.address(id, link), "_addr: host" + link + "-" + id);
                }
            }
            Files.writeString(file, text);
        }
    }
}
