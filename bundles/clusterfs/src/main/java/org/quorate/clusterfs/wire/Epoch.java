package org.quorate.clusterfs.wire;

/**
 * One round of synchronisation, named by who began it.
 *
 * @param counter of rounds in that process
 * @param timeSeconds by the clock of that process, unsigned
 * @param nodeId of that process, unsigned
 * @param pid of that process, unsigned
 */
public record Epoch(int counter, int timeSeconds, int nodeId, int pid) {
    /** Whether the same process began both rounds. */
    public boolean isOfSameProcess(Epoch other) {
        return nodeId == other.nodeId && pid == other.pid;
    }

    @Override
    public String toString() {
        return Integer.toUnsignedString(counter) + "@" + Integer.toUnsignedString(nodeId);
    }
}
