package org.quorate.totem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SidesTest {
    @Test
    void whoHasNotGivenUpAnybodyGoesTogether() {
        var givenUp = Map.of(1, Set.<Integer>of(), 2, Set.<Integer>of(), 3, Set.<Integer>of());
        assertThat(sideOf(2, givenUp)).containsExactly(1, 2, 3);
    }

    @Test
    void ofTwoThatGaveUpEachOtherTheHigherGoesAlone() {
        var givenUp = Map.of(1, Set.of(3), 2, Set.<Integer>of(), 3, Set.of(1));
        assertThat(sideOf(2, givenUp)).containsExactly(1, 2);
        assertThat(sideOf(3, givenUp)).containsExactly(3);
    }

    @Test
    void thoseLeftOverGoTogetherToo() {
        var givenUp = Map.of(1, Set.of(3, 4), 2, Set.<Integer>of(), 3, Set.<Integer>of(), 4, Set.<Integer>of());
        assertThat(sideOf(1, givenUp)).containsExactly(1, 2);
        assertThat(sideOf(4, givenUp)).containsExactly(3, 4);
    }

    @Test
    void nodesAreComparedWithoutSign() {
        var givenUp = Map.of(1, Set.of(-1), -1, Set.of(1), 2, Set.of(-1));
        assertThat(sideOf(2, givenUp)).containsExactly(1, 2);
    }

    @Test
    void allOfASideChooseThatSideAndNobodyInItGaveUpAnother() {
        var random = new Random(1);
        for (int round = 0; round < 1000; round++) {
            var nodes = IntStream.rangeClosed(1, 1 + random.nextInt(9)).boxed().toList();
            var givenUp = new TreeMap<Integer, Set<Integer>>();
            for (int node : nodes) {
                var failed = new ArrayList<>(nodes);
                failed.removeIf(other -> other == node || random.nextInt(3) > 0);
                givenUp.put(node, Set.copyOf(failed));
            }
            for (int node : nodes) {
                var side = sideOf(node, givenUp);
                assertThat(side).contains(node);
                assertThat(side)
                        .allSatisfy(
                                friend -> assertThat(sideOf(friend, givenUp)).isEqualTo(side))
                        .allSatisfy(
                                friend -> assertThat(side).noneMatch(givenUp.getOrDefault(friend, Set.of())::contains));
            }
        }
    }

    private static List<Integer> sideOf(int node, Map<Integer, Set<Integer>> givenUp) {
        var sorted = new TreeMap<Integer, Set<Integer>>(Integer::compareUnsigned);
        sorted.putAll(givenUp);
        return Sides.of(node, sorted);
    }
}
