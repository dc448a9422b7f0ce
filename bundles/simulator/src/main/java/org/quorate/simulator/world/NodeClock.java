package org.quorate.simulator.world;

/** A node's clocks: one that only goes forward, a little too fast or slow, and the time of day, which may jump. */
public final class NodeClock {
    private static final long MILLION = 1_000_000;
    private static final long SECOND = 1_000_000_000L;

    /** Where all clocks of day begin: a date with all of its bytes in use. */
    private static final int EPOCH_SECONDS = 1_795_000_000;

    private final long base;
    private long perMillion;
    private long jumpSeconds;

    /** With any beginning, as that of {@code System.nanoTime}. */
    public NodeClock(long base) {
        this.base = base;
    }

    /** How much too fast, from now on; only before the node starts. */
    public void drift(int newPerMillion) {
        perMillion = newPerMillion;
    }

    /** The time of day is wrong by so much more. */
    public void jump(long seconds) {
        jumpSeconds += seconds;
    }

    /** What the node reads at a time of the world. */
    public long nanos(long world) {
        return base + world + world / MILLION * perMillion;
    }

    /** The first time of the world at which the node reads this, or more. */
    public long world(long nanos) {
        long target = nanos - base;
        long world = target - target / MILLION * perMillion;
        for (long lack = nanos - nanos(world); lack > 0; lack = nanos - nanos(world)) {
            world += lack;
        }
        return world;
    }

    /** The time of day, in seconds. */
    public int seconds(long world) {
        return (int) (EPOCH_SECONDS + jumpSeconds + world / SECOND);
    }
}
