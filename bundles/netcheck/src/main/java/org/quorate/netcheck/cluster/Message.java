package org.quorate.netcheck.cluster;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.quorate.netcheck.CheckPlan;

/** What members say to each other about a check. */
sealed interface Message {
    /** Of the check. */
    long id();

    /** A check begins, unless one is under way: then this one is refused by all. */
    record Begin(long id, byte[] key, CheckPlan plan, Set<Integer> nodes) implements Message {}

    /**
     * A node listens.
     *
     * @param ports by link
     * @param problem why it cannot take part; empty if it does
     */
    record Ready(long id, Map<Integer, Integer> ports, String problem) implements Message {}

    /**
     * A node is done.
     *
     * @param halves as the core has encoded them
     * @param hints text and next step, one after the other
     */
    record Found(long id, byte[] halves, List<String> hints) implements Message {}

    /** Whoever asked has what it wants, or waits no longer. */
    record End(long id) implements Message {}
}
