package org.quorate.quorum.votes;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedSet;

/** Which node decides between two halves: {@code auto_tie_breaker_node}. */
public sealed interface TieBreaker {
    /** The lowest node id of the ring that broke. */
    record Lowest() implements TieBreaker {}

    /** The highest node id of the ring that broke. */
    record Highest() implements TieBreaker {}

    /**
     * The first of these that was in the ring that broke.
     *
     * @param nodeIds in the order of preference
     */
    record Nodes(List<Integer> nodeIds) implements TieBreaker {
        /** Takes a copy. */
        public Nodes {
            nodeIds = List.copyOf(nodeIds);
        }
    }

    /**
     * Reads the option.
     *
     * @throws UnusableRulesException if it is neither {@code lowest}, {@code highest} nor a list of node ids
     */
    static TieBreaker parse(String text) throws UnusableRulesException {
        return switch (text.strip()) {
            case "lowest" -> new Lowest();
            case "highest" -> new Highest();
            case String list -> new Nodes(nodeIds(list));
        };
    }

    private static List<Integer> nodeIds(String list) throws UnusableRulesException {
        var ids = new ArrayList<Integer>();
        for (var word : list.split("\\s+")) {
            try {
                ids.add(Integer.parseUnsignedInt(word));
            } catch (NumberFormatException e) {
                throw new UnusableRulesException("quorum.auto_tie_breaker_node: found \"" + list
                        + "\", must be lowest, highest or node ids with blanks between them");
            }
        }
        return ids;
    }

    /**
     * The node that decides.
     *
     * @param ring the ring that broke, ascending
     */
    default OptionalInt decisive(SortedSet<Integer> ring) {
        if (ring.isEmpty()) {
            return OptionalInt.empty();
        }
        return switch (this) {
            case Lowest() -> OptionalInt.of(ring.first());
            case Highest() -> OptionalInt.of(ring.last());
            case Nodes(var ids) ->
                ids.stream().filter(ring::contains).mapToInt(Integer::intValue).findFirst();
        };
    }
}
