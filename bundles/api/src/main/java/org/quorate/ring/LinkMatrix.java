package org.quorate.ring;

import java.util.List;

/**
 * Node by node: what each tells of its links to the others.
 *
 * @param rows one for each configured node, ascending as unsigned numbers
 * @param findings pairs of nodes whose views of a link differ, each in one sentence
 */
public record LinkMatrix(List<Row> rows, List<String> findings) {
    /** Takes copies of the lists. */
    public LinkMatrix {
        rows = List.copyOf(rows);
        findings = List.copyOf(findings);
    }

    /** Whether there is something to know of a node. */
    public enum Telling {
        /** It has told. */
        TELLS,
        /** It is a member of the ring and tells nothing: corosync's nodes do not. */
        SILENT,
        /** It is not in the ring. */
        ABSENT
    }

    /**
     * One node.
     *
     * @param cells its links to other nodes, by node and number; empty unless it tells
     */
    public record Row(int nodeId, String name, Telling telling, List<Cell> cells) {
        /** Takes a copy of the list. */
        public Row {
            cells = List.copyOf(cells);
        }
    }

    /**
     * One link to one node.
     *
     * @param nodeId the node at the other end
     * @param link number of the network
     * @param connected whether the node is reached by it
     * @param measured whether its transport supervises the link; the rest holds only then
     * @param used whether messages for the node take it
     * @param heard whether packets come from the node by it, also while it is not reached
     * @param mtuBytes size of the packets that are known to arrive there
     * @param roundTripNanos mean of the round trips
     * @param jitterNanos their mean deviation
     * @param lossShare how many of the last pings were not answered, from 0 to 1
     */
    public record Cell(
            int nodeId,
            int link,
            boolean connected,
            boolean measured,
            boolean used,
            boolean heard,
            int mtuBytes,
            long roundTripNanos,
            long jitterNanos,
            double lossShare) {}
}
