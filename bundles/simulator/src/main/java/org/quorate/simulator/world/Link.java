package org.quorate.simulator.world;

/** One direction between two nodes, and what is wrong with it now. Faults add and take away their part. */
public final class Link {
    /** So many faults cut it. */
    public int cuts;

    /** Frames lost, duplicated, overtaken, damaged or cut short in a million. */
    public int loss;

    public int duplicate;
    public int reorder;
    public int corrupt;
    public int truncate;

    /** Added to each way. */
    public long delayNanos;

    /** Added to each way at random. */
    public long jitterNanos;

    /** Larger frames are lost while this is above 0: as many faults say so. */
    public int narrow;

    long lastArrival;

    boolean isSound() {
        return (cuts | loss | duplicate | reorder | corrupt | truncate | narrow) == 0;
    }
}
