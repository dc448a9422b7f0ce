package org.quorate.bench;

import java.util.Arrays;

/** Measured values, sorted. */
public final class Quantiles {
    private final long[] sorted;

    private Quantiles(long[] sorted) {
        this.sorted = sorted;
    }

    /** Of at least one value; the array is copied. */
    public static Quantiles of(long... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("nothing was measured");
        }
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Quantiles(sorted);
    }

    /** How many values. */
    public int count() {
        return sorted.length;
    }

    /** The value below which that share of all lies, 0 to 1; an actual value, nothing between two. */
    public long at(double share) {
        return sorted[(int) Math.min(sorted.length - 1, (long) (sorted.length * share))];
    }

    /** The arithmetic mean. */
    public double mean() {
        return Arrays.stream(sorted).average().orElseThrow();
    }
}
