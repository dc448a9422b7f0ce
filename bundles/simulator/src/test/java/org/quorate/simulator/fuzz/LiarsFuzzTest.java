package org.quorate.simulator.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody speaks in the name of nodes, in their present ring. Without authentication he is believed. */
class LiarsFuzzTest {
    /** {@code -Dquorate.long=true}: a million packets in all instead of ten thousand. */
    private static final int ROUNDS = Boolean.getBoolean("quorate.long") ? 100 : 1;

    private static final int PACKETS = 1250;

    /** What is kept for a moment on the way to a new ring. */
    private static final long MOST_GROWTH_BYTES = 2L << 20;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatLiarsSayStopsNobodyFillsNoMemoryAndIsOverWhenTheyAre(long seed) {
        var cluster = new FuzzedCluster(seed, true);
        long healthy = cluster.bytes();
        for (int round = 1; round <= ROUNDS; round++) {
            cluster.lie(PACKETS);
            cluster.recover();
            assertThat(cluster.bytes())
                    .as("bytes kept after round %d; %s", round, cluster)
                    .isLessThan(healthy + MOST_GROWTH_BYTES);
        }
        assertThat(cluster.frames()).as("frames among the packets").isGreaterThan((long) ROUNDS * PACKETS / 2);
    }
}
