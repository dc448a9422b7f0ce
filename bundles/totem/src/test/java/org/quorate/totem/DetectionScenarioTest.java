package org.quorate.totem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How soon a dead node is noticed, and that a live one is not taken for dead: token is 1650 ms, consensus 1980. */
class DetectionScenarioTest {
    private static final int TOKEN_MILLIS = 1650;
    private static final int CONSENSUS_MILLIS = 1980;
    private static final int REST_MILLIS = 305;

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 16})
    void amongQuorateNodesADeadOneCostsLittleMoreThanTheTokenTimeout(int count) {
        var cluster = atRest(count, count);
        cluster.node(2).crash();
        long took = millisUntil(cluster, () -> cluster.node(1).members.size() == count - 1);
        assertThat(took).isBetween((long) TOKEN_MILLIS - 2 * REST_MILLIS, TOKEN_MILLIS * 11L / 10);
        cluster.advanceMillis(20);
        assertThat(cluster.alive())
                .allSatisfy(node -> assertThat(node.members).hasSize(count - 1).doesNotContain(2));
    }

    @Test
    void twoThatDieTogetherAreGivenUpTogether() {
        var cluster = atRest(1, 5);
        int rings = cluster.node(1).rings;
        cluster.node(2).crash();
        cluster.node(5).crash();
        long took = millisUntil(cluster, () -> cluster.node(1).members.size() == 3);
        assertThat(took).isLessThan(TOKEN_MILLIS * 11L / 10);
        assertThat(cluster.node(1).rings).isEqualTo(rings + 1);
    }

    @Test
    void withACorosyncNodeInTheRingItsTimersHold() {
        var cluster = new SimulatedRing(1, 3, self -> RingSettings.of(self, TOKEN_MILLIS, 1500));
        cluster.leaveNoMark.add(3);
        cluster.seeNoMark.add(3);
        cluster.startAll().advanceMillis(5000);
        cluster.node(2).crash();
        long took = millisUntil(cluster, () -> cluster.node(1).members.size() == 2);
        assertThat(took)
                .isBetween(
                        (long) TOKEN_MILLIS - 2 * REST_MILLIS + CONSENSUS_MILLIS,
                        TOKEN_MILLIS + CONSENSUS_MILLIS + 100L);
    }

    /** The last marked packet has not reached everybody when the ring breaks, whoever notices it first. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4})
    void whoDoesNotKnowThatAllAreQuorateNodesFollowsWhoDoes(int ignorant) {
        var cluster = new SimulatedRing(ignorant, 4, self -> RingSettings.of(self, TOKEN_MILLIS, 1500));
        cluster.seeNoMark.add(ignorant);
        cluster.startAll().advanceMillis(5000);
        cluster.node(2).crash();
        long took = millisUntil(cluster, () -> cluster.node(ignorant).members.size() == 3);
        assertThat(took).isLessThan(TOKEN_MILLIS * 11L / 10);
    }

    @Test
    void aNodeThatTookPartInTheSearchIsWaitedFor() {
        var cluster = atRest(3, 4);
        // Node 3 hears nobody any more, but all hear it: it has another idea of who is there.
        cluster.lossRule = (from, to, packet) -> to == 3;
        long took = millisUntil(cluster, () -> cluster.node(1).members.equals(List.of(1, 2, 4)));
        assertThat(took).isGreaterThan(TOKEN_MILLIS);
        assertThat(cluster.node(2).members).containsExactly(1, 2, 4);
    }

    /** A node that stands still when the token has been lost for another reason is given up, and taken in again. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whoIsGivenUpWronglyComesBackAtOnce(long seed) {
        var cluster = atRest(seed, 3);
        cluster.node(3).pauseMillis(TOKEN_MILLIS + 300);
        cluster.advanceMillis(TOKEN_MILLIS + 200);
        assertThat(cluster.node(1).members).containsExactly(1, 2);
        long took = millisUntil(cluster, () -> cluster.alive().stream().allMatch(node -> node.members.size() == 3));
        assertThat(took).isLessThan(500);
    }

    /** Ten minutes; the token timeout is that of a cluster that wants to be quick. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void lossAndPausesOfTwoHundredMillisecondsMakeNobodySuspect(long seed) {
        var cluster = atRest(seed, 3);
        var random = new Random(seed);
        int rings = cluster.node(1).rings;
        cluster.loss = 0.05;
        for (int second = 0; second < 600; second++) {
            cluster.node(1 + random.nextInt(3)).pauseMillis(200);
            for (int i = 0; i < 10; i++) {
                cluster.node(1 + random.nextInt(3)).send(second + "." + i);
                cluster.advanceMillis(100);
            }
        }
        assertThat(cluster.alive()).allSatisfy(node -> assertThat(node.rings).isEqualTo(rings));
    }

    /** A search that a newcomer begins suspects nobody: who is slow to answer stays. */
    @Test
    void aPauseWhileANewcomerIsTakenInCostsNobodyItsPlace() {
        var cluster = new SimulatedRing(6, 3, self -> RingSettings.of(self, TOKEN_MILLIS, 1500));
        cluster.node(1).start();
        cluster.node(2).start();
        cluster.advanceMillis(5000);
        cluster.node(2).pauseMillis(1000);
        cluster.node(3).start();
        cluster.advanceMillis(900);
        assertThat(cluster.node(1).members).containsExactly(1, 2);
        cluster.advanceMillis(1000);
        assertThat(cluster.alive()).allSatisfy(node -> {
            assertThat(node.members).containsExactly(1, 2, 3);
        });
        assertThat(cluster.node(1).views).noneMatch(view -> view.contains("NODE_DOWN"));
    }

    private static SimulatedRing atRest(long seed, int count) {
        var cluster = new SimulatedRing(seed, count, self -> RingSettings.of(self, TOKEN_MILLIS, 1500)).startAll();
        cluster.advanceMillis(5000);
        assertThat(cluster.alive()).allSatisfy(node -> assertThat(node.members).hasSize(count));
        return cluster;
    }

    private static long millisUntil(SimulatedRing cluster, BooleanSupplier condition) {
        for (long millis = 0; millis < 10_000; millis++) {
            if (condition.getAsBoolean()) {
                return millis;
            }
            cluster.advanceMillis(1);
        }
        throw new AssertionError("not within 10 s");
    }
}
