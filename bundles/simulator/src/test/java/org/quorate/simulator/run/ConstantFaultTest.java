package org.quorate.simulator.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quorate.simulator.run.ConstantFault.Shape;

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

    /** Known gap of I16 and I19. When this fails because the ring is stable, the gap is mended: turn it round. */
    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void nodesThatDoNotAllHearEachOtherFormRingsForEver(int nodes) {
        var result = ConstantFault.of(Shape.BRIDGE, nodes, 1, MINUTES);
        System.out.println("known gap: " + result);
        assertThat(result.changes()).isGreaterThan(MOST_CHANGES);
    }

    /** Known gap of I19; no majority hears each other here, so I16 asks for nothing. */
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
