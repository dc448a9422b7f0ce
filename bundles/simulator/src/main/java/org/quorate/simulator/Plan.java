package org.quorate.simulator;

import java.util.EnumSet;
import java.util.Set;

/**
 * What is to be simulated.
 *
 * @param seconds with faults; the time in which the cluster must recover comes on top
 * @param nodes 0: follows from the seed
 * @param faults empty: follow from the seed
 * @param drawn whether {@code faults} only bounds what the seed draws
 */
public record Plan(long seed, int seconds, int nodes, Set<FaultClass> faults, boolean drawn) {
    /** The largest cluster. */
    public static final int MAX_NODES = 64;

    /** Takes a copy. */
    public Plan {
        if (nodes < 0 || nodes > MAX_NODES || seconds < 1) {
            throw new IllegalArgumentException("nodes " + nodes + " for " + seconds + " s");
        }
        faults = faults.isEmpty() ? EnumSet.noneOf(FaultClass.class) : EnumSet.copyOf(faults);
    }

    /** Everything but the length follows from the seed. */
    public static Plan of(long seed, int seconds) {
        return new Plan(seed, seconds, 0, EnumSet.allOf(FaultClass.class), true);
    }

    /** With so many nodes. */
    public Plan withNodes(int count) {
        return new Plan(seed, seconds, count, faults, drawn);
    }

    /** With these faults, all of them. */
    public Plan withFaults(Set<FaultClass> all) {
        return new Plan(seed, seconds, nodes, all, false);
    }

    /** For so long. */
    public Plan withSeconds(int length) {
        return new Plan(seed, length, nodes, faults, drawn);
    }
}
