package org.quorate.integration.corosync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quorate.integration.nodes.Await;

/** Three Quorate nodes over udp and udpu with what corosync has over knet only, written as for corosync 2. */
class LinkedUdpTest {
    /** Of a cluster that is named "mixed", on its two links. */
    private static final List<String> GROUPS = List.of("239.192.13.51", "239.192.13.52");

    private static final int KEY_BYTES = 256;

    @TempDir
    Path folder;

    @BeforeAll
    static void assume() throws IOException {
        Peers.assume();
    }

    @Test
    void anEncryptedRingOfTwoLinksLosesOneAndNobodyLeaves() throws IOException {
        losesALink("udp");
    }

    @Test
    @Tag("long")
    void soDoesOneOverUnicast() throws IOException {
        losesALink("udpu");
    }

    private void losesALink(String transport) throws IOException {
        try (var cluster = new EngineCluster(folder, Collections.nCopies(3, EngineCluster.Engine.TOTEM))) {
            cluster.configure(Configuration.of(cluster.network()).withTotem(totem(transport), 2));
            for (var node : cluster.nodes()) {
                node.start();
            }
            cluster.awaitRing(3);
            Await.until("both links are up everywhere", () -> allConnected(cluster));
            watch(cluster);
            long rings = cluster.node(1).counter("operational_entered");
            try (var tour = cluster.tour("links")) {
                tour.mark(tour.all().getFirst());
                tour.allSend(500, 1000);
                tour.assertSame(1500);
                long toAll = cluster.network().watched(2, "seen0");
                assertThat(toAll > 0).isEqualTo(transport.equals("udp"));
                cluster.network().cutLink(0);
                tour.allSend(500, 1000);
                tour.assertSame(1500);
                Await.until("the loss is noticed", () -> !allConnected(cluster));
                tour.allSend(500, 1000);
                tour.assertSame(1500);
                assertThat(cluster.network().watched(2, "seen1") > 0).isEqualTo(transport.equals("udp"));
            }
            assertThat(cluster.node(1).counter("operational_entered")).isEqualTo(rings);
            assertThat(cluster.node(1).log()).contains("is of corosync 2 and taken for link_mode passive");
        }
    }

    private String totem(String transport) throws IOException {
        var key = new byte[KEY_BYTES];
        new Random(1).nextBytes(key);
        return "transport: " + transport
                + "\n  rrp_mode: passive\n  secauth: on\n  keyfile: "
                + Files.write(folder.resolve("authkey"), key)
                + "\n  interface {\n    ringnumber: 0\n    bindnetaddr: 10.177.1.0\n  }"
                + "\n  interface {\n    ringnumber: 1\n    bindnetaddr: 10.178.1.0\n  }";
    }

    /** What node 2 gets of node 1 as one for all, link by link. */
    private static void watch(EngineCluster cluster) {
        for (int link = 0; link < GROUPS.size(); link++) {
            var sender = "ip saddr " + cluster.network().address(1, link);
            cluster.network().watch(2, "seen" + link, sender + " ip daddr " + GROUPS.get(link));
        }
    }

    private static boolean allConnected(EngineCluster cluster) throws IOException, InterruptedException {
        return !cluster.node(1).shell("ring:links").output().contains("disconnected");
    }
}
