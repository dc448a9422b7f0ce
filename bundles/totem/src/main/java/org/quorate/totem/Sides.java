package org.quorate.totem;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/**
 * Who goes with whom where nodes that all take part in a search have given up each other. Nobody takes that back before
 * its search ends, so without a choice all would wait for the consensus timeout, and each end alone. Who has heard the
 * same chooses the same.
 */
final class Sides {
    private Sides() {}

    /**
     * The side of a node. From the lowest node on, each goes with those before it unless one of the two has given up the
     * other; those left over do the same among themselves.
     *
     * @param givenUp by each of those who speak, the node itself among them
     */
    static List<Integer> of(int node, SortedMap<Integer, Set<Integer>> givenUp) {
        assert givenUp.containsKey(node) : "a node speaks to itself";
        var left = new ArrayList<>(givenUp.entrySet());
        while (true) {
            var side = new ArrayList<SortedMap.Entry<Integer, Set<Integer>>>();
            for (var next : left) {
                if (side.stream().noneMatch(other -> areApart(next, other))) {
                    side.add(next);
                }
            }
            var nodes = side.stream().map(SortedMap.Entry::getKey).toList();
            if (nodes.contains(node)) {
                return nodes;
            }
            left.removeAll(side);
        }
    }

    private static boolean areApart(
            SortedMap.Entry<Integer, Set<Integer>> one, SortedMap.Entry<Integer, Set<Integer>> other) {
        return one.getValue().contains(other.getKey()) || other.getValue().contains(one.getKey());
    }
}
