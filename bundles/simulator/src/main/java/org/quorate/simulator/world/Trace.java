package org.quorate.simulator.world;

/** A number that stands for all that happened, in its order: equal for equal runs. */
public final class Trace {
    private static final long PRIME = 0x100000001B3L;

    private long hash = 0xCBF29CE484222325L;
    private long events;

    /** Takes in what happened. */
    public void add(long a, long b) {
        long mixed = (hash ^ a) * PRIME;
        mixed ^= mixed >>> 29;
        hash = (mixed ^ b) * PRIME;
        events++;
    }

    /** The number. */
    public long hash() {
        return Chance.mix(hash);
    }

    /** How much happened. */
    public long events() {
        return events;
    }
}
