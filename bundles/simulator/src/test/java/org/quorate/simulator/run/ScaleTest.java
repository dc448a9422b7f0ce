package org.quorate.simulator.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quorate.simulator.world.World;

/** The laws that docs/design/scale.md names; all times are the simulated world's. */
class ScaleTest {
    private static final long HOP = 100_000;

    @ParameterizedTest
    @ValueSource(ints = {3, 8, 16, 32})
    void whatItTakesGrowsWithTheNodesAsTheLawsSay(int nodes) {
        var scale = Scale.of(nodes);
        System.out.println(scale);
        long token = scale.tokenMillis() * World.MILLISECOND;
        assertThat(scale.rotationNanos()).isBetween(nodes * HOP, 4 * nodes * HOP);
        assertThat(scale.formedNanos()).isLessThan(2 * World.SECOND);
        assertThat(scale.noticedNanos()).isBetween(token * 99 / 100, token * 101 / 100);
        assertThat(scale.newRingNanos()).isBetween(token / 20, token / 20 + World.SECOND / 5);
    }
}
