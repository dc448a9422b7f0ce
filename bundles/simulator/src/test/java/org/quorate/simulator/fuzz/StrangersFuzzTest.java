package org.quorate.simulator.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets of older rings, and of somebody outside: a ring that works is not touched by them. */
class StrangersFuzzTest {
    /** {@code -Dquorate.long=true}: a million packets in all instead of ten thousand. */
    private static final int PACKETS = Boolean.getBoolean("quorate.long") ? 250_000 : 2500;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void whatStrangersSayChangesNothing(long seed) {
        var cluster = new FuzzedCluster(seed, false);
        int rings = cluster.rings();
        long healthy = cluster.bytes();
        cluster.disturb(PACKETS);
        assertThat(cluster.rings()).as("rings; %s", cluster).isEqualTo(rings);
        assertThat(cluster.bytes()).as("bytes kept; %s", cluster).isLessThan(2 * healthy);
        cluster.heal();
    }
}
