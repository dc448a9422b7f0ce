package org.quorate.netcheck;

import java.util.ArrayList;
import java.util.List;

/**
 * What a check has found.
 *
 * @param pairs each direction between two nodes, by link and names
 * @param hints about machines; their text names the node
 */
public record CheckReport(List<PairReport> pairs, List<Finding> hints) {
    /** Takes copies of the lists. */
    public CheckReport {
        pairs = List.copyOf(pairs);
        hints = List.copyOf(hints);
    }

    /** Whether the network is ready for a cluster. */
    public boolean isGood() {
        return pairs.stream().allMatch(PairReport::isGood) && hints.stream().noneMatch(Finding::failed);
    }

    /** All that was found. */
    public List<Finding> findings() {
        var all = new ArrayList<Finding>();
        pairs.forEach(pair -> all.addAll(pair.findings()));
        all.addAll(hints);
        return all;
    }
}
