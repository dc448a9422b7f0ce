package org.quorate.simulator.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quorate.simulator.run.ConstantFault.Shape;
import org.quorate.simulator.world.World;

class ConstantFaultTest {
    private static final int MINUTES = 10;
    private static final int MOST_CHANGES = 2;

    @Test
    void aMajoritiesRingThatGoesAsTheTokenDoesKeepsItsRing() {
        assertThat(ConstantFault.of(Shape.MAJORITIES_RING, 5, 1, MINUTES)).satisfies(result -> {
            assertThat(result.changes()).isLessThanOrEqualTo(MOST_CHANGES);
            assertThat(result.stableAfterNanos()).isNotNegative();
        });
    }

    /** It is there at once, and after 45 s it is tried once whether all hear each other again. */
    @ParameterizedTest
    @ValueSource(ints = {3, 5, 7, 9})
    void ofTwoHalvesThatOneNodeHearsBothOneBecomesAStableRing(int nodes) {
        for (long seed = 1; seed <= 5; seed++) {
            long afterOneTrial = 5L * ConstantFault.setting(nodes).tokenMillis() * 1_000_000 + 47 * World.SECOND;
            assertThat(ConstantFault.of(Shape.BRIDGE, nodes, seed, MINUTES)).satisfies(result -> {
                assertThat(result.changes()).isLessThanOrEqualTo(MOST_CHANGES);
                assertThat(result.stableAfterNanos()).isBetween(0L, afterOneTrial);
            });
        }
    }

    /**
     * Known gap of I19; no majority hears each other here, so I16 asks for nothing. A minority tries other sides, since
     * it cannot know whether it has taken the right one.
     */
    @Test
    void aMajoritiesRingAcrossTheTokensWayFormsRingsForEver() {
        var result = ConstantFault.of(Shape.MAJORITIES_RING_ACROSS, 5, 1, MINUTES);
        System.out.println("known gap: " + result);
        assertThat(result.changes()).isGreaterThan(MOST_CHANGES);
    }

    @Test
    void theSameSeedGivesTheSameResult() {
        assertThat(ConstantFault.of(Shape.BRIDGE, 5, 7, 2)).isEqualTo(ConstantFault.of(Shape.BRIDGE, 5, 7, 2));
    }
}
