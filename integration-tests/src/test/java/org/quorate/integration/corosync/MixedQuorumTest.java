package org.quorate.integration.corosync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quorate.integration.nodes.Await;

/** One real corosync node and one Quorate node, which has the id that is the parameter, under rules of two. */
class MixedQuorumTest {
    @TempDir
    Path folder;

    @BeforeEach
    void assume() throws Exception {
        Peers.assume();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void checkpoint19WithTwoNodeBothWaitForAllAndThenEitherMayLoseTheOther(int position) throws Exception {
        try (var cluster = cluster(position, "two_node: 1")) {
            cluster.ours().start();
            Await.until("ours is alone", () -> cluster.ours().sees(1));
            assertThat(isOursQuorate(cluster)).isFalse();
            cluster.real(0).start();
            awaitBothQuorate(cluster);
            cluster.real(0).kill();
            cluster.awaitRing(1);
            assertThat(isOursQuorate(cluster)).isTrue();
            cluster.real(0).start();
            awaitBothQuorate(cluster);
            cluster.ours().kill();
            cluster.awaitRing(1);
            assertThat(cluster.real(0).quorum("Quorate")).isEqualTo("Yes");
            cluster.real(0).kill();
            cluster.real(0).start();
            Await.until("it is alone", () -> cluster.real(0).sees(1));
            assertThat(cluster.real(0).quorum("Quorate")).isEqualTo("No");
            cluster.ours().start();
            awaitBothQuorate(cluster);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void checkpoint19OfAnEvenSplitTheLowestNodeStaysQuorateWithATieBreaker(int position) throws Exception {
        try (var cluster = cluster(position, "auto_tie_breaker: 1")) {
            for (var victim : List.of(cluster.real(0), cluster.ours())) {
                cluster.whole();
                awaitBothQuorate(cluster);
                victim.kill();
                cluster.awaitRing(1);
                boolean lowestLives = victim.id() == 2;
                Await.until(
                        "n" + (3 - victim.id()) + " is quorate: " + lowestLives,
                        () -> (victim == cluster.ours() ? isTheirsQuorate(cluster) : isOursQuorate(cluster))
                                == lowestLives);
            }
        }
    }

    private MixedCluster cluster(int position, String rules) throws Exception {
        var cluster = new MixedCluster(folder, 2, position);
        cluster.configure(cluster.configuration().withQuorum(rules));
        return cluster;
    }

    private static void awaitBothQuorate(MixedCluster cluster) {
        Await.until("both are quorate", () -> isOursQuorate(cluster) && isTheirsQuorate(cluster));
    }

    private static boolean isOursQuorate(MixedCluster cluster) throws Exception {
        return cluster.ours().shell("node:state").output().contains("quorate=yes");
    }

    private static boolean isTheirsQuorate(MixedCluster cluster) {
        return cluster.real(0).quorum("Quorate").equals("Yes");
    }
}
