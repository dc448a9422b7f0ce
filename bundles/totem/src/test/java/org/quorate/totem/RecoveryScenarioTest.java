package org.quorate.totem;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Survivors of a node that died while it spoke. One of them has heard its last words, the other has not. */
class RecoveryScenarioTest {
    private static final String LAST_WORDS = "3:last words";
    private static final int TOKEN = 0;
    private static final int MULTICAST = 1;
    private static final int COMMIT_TOKEN = 4;
    private static final long DETECTION_MILLIS = 8_100;

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void checkpoint13AHoleIsFilledByTheSurvivorThatHasWhatIsMissing(int deaf) {
        var cluster = withHoleAt(deaf);
        cluster.advanceMillis(DETECTION_MILLIS);
        assertSurvivorsHaveTheLastWords(cluster);
    }

    @ParameterizedTest
    @CsvSource({"1, true", "2, true", "1, false", "2, false"})
    void checkpoint12ARecoveryThatIsBrokenOffBeginsAgainAndNothingIsLost(int deaf, boolean commit) {
        var cluster = withHoleAt(deaf);
        var attempt = new Attempt(commit, cluster.node(1).ring.sequence());
        cluster.lossRule = attempt;
        cluster.advanceMillis(3 * DETECTION_MILLIS);
        assertThat(attempt.lost).isPositive();
        assertThat(cluster.node(1).ring.sequence()).isGreaterThan(attempt.sequence.orElseThrow());
        assertSurvivorsHaveTheLastWords(cluster);
    }

    /** It goes on alone, and what it has said in the old ring itself comes before what it says in the next one. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void whoFailsToReceiveInTheRecoveryKeepsItsOwnWords(int deaf) {
        var cluster = new SimulatedRing(41 + deaf, 3).startAll();
        cluster.advanceMillis(5000);
        cluster.lossRule = (from, to, packet) -> to == deaf && packet[3] == MULTICAST;
        cluster.node(3).send("last words");
        cluster.advanceMillis(50);
        cluster.node(deaf).send("own words");
        cluster.advanceMillis(50);
        cluster.node(3).crash();
        assertThat(cluster.node(deaf).delivered).isEmpty();
        for (int i = 0; i < 60_000 && cluster.node(deaf).members.equals(List.of(1, 2, 3)); i++) {
            cluster.advanceMillis(1);
        }
        assertThat(cluster.node(deaf).delivered).containsExactly(deaf + ":own words");
    }

    private static SimulatedRing withHoleAt(int deaf) {
        var cluster = new SimulatedRing(31 + deaf, 3).startAll();
        cluster.advanceMillis(5000);
        cluster.node(1).send("before");
        cluster.node(2).send("before");
        cluster.advanceMillis(100);
        cluster.lossRule = (from, to, packet) -> to == deaf && packet[3] == MULTICAST;
        cluster.node(3).send("last words");
        int hears = 3 - deaf;
        for (int i = 0; i < 100 && !cluster.node(hears).delivered.contains(LAST_WORDS); i++) {
            cluster.advanceMillis(1);
        }
        cluster.node(3).crash();
        cluster.lossRule = (from, to, packet) -> false;
        assertThat(cluster.node(hears).delivered).contains(LAST_WORDS);
        assertThat(cluster.node(deaf).delivered).doesNotContain(LAST_WORDS);
        return cluster;
    }

    private static void assertSurvivorsHaveTheLastWords(SimulatedRing cluster) {
        for (int id = 1; id <= 2; id++) {
            assertThat(cluster.node(id).members).isEqualTo(List.of(1, 2));
            assertThat(cluster.node(id).delivered).containsOnlyOnce(LAST_WORDS);
        }
        assertThat(cluster.node(1).delivered).isEqualTo(cluster.node(2).delivered);
    }

    /** The first ring after the old one gets no further than its commit tokens, or than its tokens. */
    private static final class Attempt implements SimulatedRing.LossRule {
        private final boolean commit;
        private final long oldSequence;
        private OptionalLong sequence = OptionalLong.empty();
        private int lost;

        Attempt(boolean commit, long oldSequence) {
            this.commit = commit;
            this.oldSequence = oldSequence;
        }

        @Override
        public boolean loses(int from, int to, byte[] packet) {
            var in = ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN);
            boolean wanted = commit
                    ? packet[3] == COMMIT_TOKEN && in.getInt(33) == in.getInt(37)
                    : packet[3] == TOKEN && in.getLong(33) > oldSequence;
            if (!wanted) {
                return false;
            }
            long ring = in.getLong(commit ? 21 : 33);
            if (sequence.isEmpty()) {
                sequence = OptionalLong.of(ring);
            }
            if (ring != sequence.getAsLong()) {
                return false;
            }
            lost++;
            return true;
        }
    }
}
