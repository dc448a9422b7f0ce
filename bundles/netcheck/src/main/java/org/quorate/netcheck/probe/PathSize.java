package org.quorate.netcheck.probe;

/**
 * Looks for the largest packet that arrives, headers of IP included, by halving what is left. Each size is tried three
 * times; a report that comes late raises what is known all the same.
 */
final class PathSize {
    /** What each host takes (RFC 791), the least that is tried. */
    private static final int LEAST_BYTES = 576;

    private static final int TRIES = 3;

    /** Turns to wait after the last try, for the report. */
    private static final int PATIENCE = 5;

    private int known;
    private int low;
    private int high;

    /** The whole first, as it is what arrives nearly always. */
    private int trying;

    private int turn;

    PathSize(int interfaceBytes) {
        low = Math.min(LEAST_BYTES, interfaceBytes) - 1;
        high = interfaceBytes;
        trying = high;
    }

    /** The largest that is known to arrive; 0 if none is. */
    int known() {
        return known;
    }

    boolean found() {
        return low >= high;
    }

    /** What is to be sent now; 0: nothing. */
    int next() {
        if (turn >= TRIES + PATIENCE) {
            high = trying - 1;
            halve();
        }
        if (found()) {
            return 0;
        }
        return turn++ < TRIES ? trying : 0;
    }

    private void halve() {
        trying = (low + high + 1) / 2;
        turn = 0;
    }

    /** The other node has had one of that size. */
    void arrived(int bytes) {
        if (bytes > known) {
            known = bytes;
        }
        if (bytes > low) {
            low = bytes;
            high = Math.max(high, low);
            halve();
        }
    }

    /** This machine does not send one of that size. */
    void refused(int bytes) {
        if (bytes <= high && bytes > low) {
            high = bytes - 1;
            halve();
        }
    }
}
