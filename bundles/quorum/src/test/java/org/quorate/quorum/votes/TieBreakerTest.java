package org.quorate.quorum.votes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TieBreakerTest {
    private static SortedSet<Integer> ring(Integer... ids) {
        var ring = new TreeSet<Integer>(Integer::compareUnsigned);
        ring.addAll(Arrays.asList(ids));
        return ring;
    }

    @Test
    void theLowestOrHighestOfTheRingDecides() throws UnusableRulesException {
        assertThat(TieBreaker.parse("lowest").decisive(ring(3, 7, 5))).hasValue(3);
        assertThat(TieBreaker.parse("highest").decisive(ring(3, 7, 5))).hasValue(7);
    }

    @Test
    void nodeIdsAreUnsigned() throws UnusableRulesException {
        int high = 0xC0A80001;
        assertThat(TieBreaker.parse("lowest").decisive(ring(high, 9))).hasValue(9);
        assertThat(TieBreaker.parse("highest").decisive(ring(high, 9))).hasValue(high);
        assertThat(TieBreaker.parse("3232235521").decisive(ring(high, 9))).hasValue(high);
    }

    @Test
    void theFirstOfTheListThatWasInTheRingDecides() throws UnusableRulesException {
        var list = TieBreaker.parse(" 4  2 9 ");
        assertThat(list.decisive(ring(1, 2, 4))).hasValue(4);
        assertThat(list.decisive(ring(1, 2, 3))).hasValue(2);
        assertThat(list.decisive(ring(1, 3))).isEqualTo(OptionalInt.empty());
    }

    @Test
    void nobodyDecidesForARingThatWasNone() throws UnusableRulesException {
        assertThat(TieBreaker.parse("lowest").decisive(ring())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "middle", "1,2", "-1", "1 x", "99999999999"})
    void whatIsNeitherIsRefusedWithTheKey(String text) {
        assertThatThrownBy(() -> TieBreaker.parse(text))
                .isInstanceOf(UnusableRulesException.class)
                .hasMessageContaining("auto_tie_breaker_node");
    }
}
