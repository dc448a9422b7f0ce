package org.quorate.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quorate.simulator.mutant.Wrapped;

/** The numbers of packets and of the token begin a little before they wrap, on each new ring. */
class WrapTest {
    private static final int SEEDS = 50;
    private static final int BEFORE_THE_HIGHEST_BIT = 0x7FFFFFC0;

    @ParameterizedTest
    @ValueSource(ints = {0xFFFFFE00, 0xFFFFFFF0, 0x7FFFFE00, BEFORE_THE_HIGHEST_BIT})
    void theRingGoesOnWhenItsNumbersWrap(int first) throws Exception {
        assertThat(Wrapped.disturbance(first)).isEmpty();
        assertThat(Wrapped.hunt(first, SEEDS)).isEmpty();
    }

    @Test
    void aComparisonThatDoesNotWrapIsFound() throws Exception {
        var found = Wrapped.disturbanceWithoutWrap(BEFORE_THE_HIGHEST_BIT);
        System.out.println("planted: SEQUENCES_DO_NOT_WRAP, found by " + found);
        assertThat(found).isNotEmpty();
    }
}
