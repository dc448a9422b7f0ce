package org.quorate.integration.corosync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quorate.integration.nodes.Await;

/** Three Quorate nodes over two links of knet; the one that carries fails under load, in one way after another, and is back. */
class LinkFailoverTest {
    private static final int MESSAGES = 400;
    private static final int SENDERS = 3;

    /** Some packets long. */
    private static final int SIZE_BYTES = 4000;

    /** Goes through all of its paths. */
    private static final int NARROW_BYTES = 900;

    @TempDir
    Path folder;

    @BeforeAll
    static void assume() throws IOException {
        Peers.assume();
    }

    /** What becomes of link 0. */
    @FunctionalInterface
    private interface Fault {
        void on(Network network);
    }

    @Test
    void theCarryingLinkFailsInManyWaysAndNobodyLeavesAndNothingIsLost() throws IOException {
        try (var cluster = new EngineCluster(folder, Collections.nCopies(SENDERS, EngineCluster.Engine.TOTEM))) {
            cluster.configure(Configuration.of(cluster.network()).withTotem("transport: knet", 2));
            for (var node : cluster.nodes()) {
                node.start();
            }
            cluster.awaitRing(SENDERS);
            for (int node = 1; node <= SENDERS; node++) {
                cluster.network().separate(node);
            }
            awaitBothLinks(cluster);
            try (var tour = cluster.tour("failover")) {
                tour.mark(tour.all().getFirst());
                fails(cluster, tour, network -> network.cutLink(0));
                fails(cluster, tour, network -> network.cutFrom(1, 0));
                fails(cluster, tour, network -> network.loseOn(0, 30));
                fails(cluster, tour, network -> network.narrow(0, NARROW_BYTES));
            }
        }
    }

    /** Under load the whole time: before, while the link fails, without it, while it comes back. */
    private static void fails(EngineCluster cluster, Tour tour, Fault fault) throws IOException {
        long rings = cluster.node(1).counter("operational_entered");
        long gathers = cluster.node(1).counter("gather_entered");
        tour.allSend(MESSAGES, SIZE_BYTES);
        fault.on(cluster.network());
        tour.allSend(MESSAGES, SIZE_BYTES);
        tour.assertSame(2L * SENDERS * MESSAGES);
        tour.allSend(MESSAGES, SIZE_BYTES);
        cluster.network().heal();
        tour.allSend(MESSAGES, SIZE_BYTES);
        tour.assertSame(2L * SENDERS * MESSAGES);
        awaitBothLinks(cluster);
        assertThat(cluster.node(1).counter("operational_entered")).isEqualTo(rings);
        assertThat(cluster.node(1).counter("gather_entered")).isEqualTo(gathers);
    }

    private static void awaitBothLinks(EngineCluster cluster) {
        Await.until("both links are up everywhere", () -> {
            for (var node : cluster.nodes()) {
                if (node.shell("ring:links").output().contains("disconnected")) {
                    return false;
                }
            }
            return true;
        });
    }
}
