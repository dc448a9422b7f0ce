package org.quorate.netcheck;

/**
 * How much is sent, by each node to each other on each link. All begin with two seconds of a hundred packets a second.
 *
 * @param count packets of the rate test
 * @param intervalMicros between two of them
 * @param longCount packets of the long test, each with one to the multicast group; 0: none
 * @param longIntervalMillis between two of them
 * @param needsMulticast whether the cluster cannot work without, as with transport {@code udp}
 */
public record CheckPlan(int count, int intervalMicros, int longCount, int longIntervalMillis, boolean needsMulticast) {
    /** A hundred seconds of the usual rate. */
    public static final int MOST_COUNT = 100_000;

    /** A thousand packets a second: a check is no flood. */
    public static final int LEAST_INTERVAL_MICROS = 1000;

    /** One in ten seconds. */
    public static final int MOST_INTERVAL_MICROS = 10_000_000;

    /** An hour of the usual rate. */
    public static final int MOST_LONG_COUNT = 3600;

    /** No more than in the first two seconds. */
    public static final int LEAST_LONG_INTERVAL_MILLIS = 10;

    /** Of the long test. */
    public static final int MOST_LONG_INTERVAL_MILLIS = 10_000;

    /** As {@code omping -c 10000 -i 0.001}. */
    public static final CheckPlan USUAL = new CheckPlan(10_000, 1000, 0, 1000, false);

    /** Refuses what is out of bounds. */
    public CheckPlan {
        within("packets of the rate test", count, 1, MOST_COUNT);
        within("microseconds between packets", intervalMicros, LEAST_INTERVAL_MICROS, MOST_INTERVAL_MICROS);
        within("packets of the long test", longCount, 0, MOST_LONG_COUNT);
        within(
                "milliseconds between packets of the long test",
                longIntervalMillis,
                LEAST_LONG_INTERVAL_MILLIS,
                MOST_LONG_INTERVAL_MILLIS);
    }

    private static void within(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    what + ": found " + value + ", must be a number from " + least + " to " + most);
        }
    }

    /** With ten minutes of a packet a second, as {@code omping -c 600 -i 1}: longer than switches remember a group. */
    public CheckPlan lengthy() {
        return new CheckPlan(count, intervalMicros, 600, longIntervalMillis, needsMulticast);
    }

    /** For a cluster that cannot do without multicast. */
    public CheckPlan withMulticast() {
        return new CheckPlan(count, intervalMicros, longCount, longIntervalMillis, true);
    }

    /** What it takes from the first packet to the last, in nanoseconds. */
    public long durationNanos() {
        return 2_000_000_000L + count * 1000L * intervalMicros + longCount * 1_000_000L * longIntervalMillis;
    }
}
