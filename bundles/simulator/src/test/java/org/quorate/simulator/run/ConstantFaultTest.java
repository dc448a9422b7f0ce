package org.quorate.simulator.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quorate.simulator.run.ConstantFault.Shape;
import org.quorate.simulator.world.World;

class ConstantFaultTest {
    private static final int MINUTES = 10;
    private static final int MOST_CHANGES = 2;

    /** Five token timeouts and two seconds are allowed; in fact nobody leaves the ring. */
    @ParameterizedTest
    @EnumSource
    void ifEachHearsAMajorityTheRingGoesOnWithAllOfThem(Shape shape) {
        for (int nodes : new int[] {3, 5, 7, 9}) {
            var result = ConstantFault.of(shape, nodes, nodes, MINUTES);
            assertThat(result.changes()).isZero();
            assertThat(result.stableAfterNanos()).isZero();
            assertThat(result.rings())
                    .singleElement()
                    .satisfies(ring -> assertThat(ring).hasSize(nodes));
        }
    }

    @Test
    void withoutRelayAMajoritiesRingThatGoesAsTheTokenDoesKeepsItsRing() {
        assertThat(ConstantFault.withoutRelay(Shape.MAJORITIES_RING, 5, 1, MINUTES))
                .satisfies(result -> {
                    assertThat(result.changes()).isLessThanOrEqualTo(MOST_CHANGES);
                    assertThat(result.stableAfterNanos()).isNotNegative();
                });
    }

    /** It is there at once; after 45 s it is tried whether all hear each other again, which may take some rings. */
    @ParameterizedTest
    @ValueSource(ints = {3, 5, 7, 9})
    void withoutRelayOneOfTwoHalvesThatOneNodeHearsBothBecomesAStableRing(int nodes) {
        for (long seed = 1; seed <= 5; seed++) {
            assertThat(ConstantFault.withoutRelay(Shape.BRIDGE, nodes, seed, MINUTES)
                            .stableAfterNanos())
                    .isBetween(0L, 120 * World.SECOND);
        }
    }

    /** What rings with corosync nodes do: no majority hears each other here, so no choice of members would be stable. */
    @Test
    void withoutRelayAMajoritiesRingAcrossTheTokensWayFormsRingsForEver() {
        assertThat(ConstantFault.withoutRelay(Shape.MAJORITIES_RING_ACROSS, 5, 1, MINUTES)
                        .changes())
                .isGreaterThan(MOST_CHANGES);
    }

    @Test
    void theSameSeedGivesTheSameResult() {
        assertThat(ConstantFault.of(Shape.BRIDGE, 5, 7, 2)).isEqualTo(ConstantFault.of(Shape.BRIDGE, 5, 7, 2));
    }
}
