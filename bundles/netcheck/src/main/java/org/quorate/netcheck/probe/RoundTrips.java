package org.quorate.netcheck.probe;

import java.util.Arrays;

/** Times of one kind while little is sent: round trips, or how late this machine is. */
final class RoundTrips {
    /** More than there are in the first seconds of a session. */
    private static final int MOST = 1024;

    private final long[] nanos = new long[MOST];
    private int count;

    /**
     * What they are like.
     *
     * @param medianNanos 0 if there was none
     * @param jitterNanos nineteen of twenty exceed the median by at most that
     */
    record Summary(int count, long medianNanos, long worstNanos, long jitterNanos) {
        /** Of twenty, nineteen are below. */
        long highNanos() {
            return medianNanos + jitterNanos;
        }

        static final Summary NONE = new Summary(0, 0, 0, 0);
    }

    void add(long roundTripNanos) {
        if (count < MOST && roundTripNanos >= 0) {
            nanos[count++] = roundTripNanos;
        }
    }

    Summary summary() {
        if (count == 0) {
            return Summary.NONE;
        }
        var sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        long median = sorted[count / 2];
        long high = sorted[(int) Math.min(count - 1L, count * 19L / 20)];
        return new Summary(count, median, sorted[count - 1], high - median);
    }
}
