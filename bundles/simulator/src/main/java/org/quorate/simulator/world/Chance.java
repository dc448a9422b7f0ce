package org.quorate.simulator.world;

/**
 * One stream of random numbers (SplitMix64). Each subject has its own, so that a fault that is left out does not change
 * when the others come.
 */
public final class Chance {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final int MILLION = 1_000_000;

    private long state;

    /** The stream of that number. */
    public Chance(long seed, long stream) {
        state = mix(seed * GOLDEN + mix(stream + 1));
    }

    /** Spreads the bits of a number. */
    public static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Any number. */
    public long next() {
        state += GOLDEN;
        return mix(state);
    }

    /** From 0 to below the bound. */
    public int below(int bound) {
        return (int) (((next() >>> 32) * bound) >>> 32);
    }

    /** Between two numbers, both included. */
    public long between(long least, long most) {
        return least + Long.remainderUnsigned(next(), most - least + 1);
    }

    /** True so many times in a million. */
    public boolean perMillion(int times) {
        return below(MILLION) < times;
    }

    /** True once in so many times. */
    public boolean oneIn(int times) {
        return below(times) == 0;
    }

    /** Time until the next of events that come independently of each other. */
    public long exponential(long mean) {
        double uniform = ((next() >>> 11) + 1) * 0x1.0p-53;
        return Math.max(1, (long) (-Math.log(uniform) * mean));
    }

    /** Between two numbers such that each order of magnitude is as likely as another. */
    public long magnitude(long least, long most) {
        double low = Math.log(least);
        double uniform = (next() >>> 11) * 0x1.0p-53;
        return Math.clamp((long) Math.exp(low + uniform * (Math.log(most) - low)), least, most);
    }
}
