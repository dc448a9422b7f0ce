package org.quorate.matrix;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.quorate.ring.LinkMatrix.Cell;

/** Whether a report is worth telling at once: measures tremble always. */
final class Changes {
    private static final double CLEAR_LOSS = 0.05;
    private static final long CLEAR_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
    private static final int CLEAR_FACTOR = 2;

    private Changes() {}

    static boolean matter(List<Cell> before, List<Cell> after) {
        if (before.size() != after.size()) {
            return true;
        }
        for (int i = 0; i < before.size(); i++) {
            if (matter(before.get(i), after.get(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean matter(Cell before, Cell after) {
        return before.nodeId() != after.nodeId()
                || before.link() != after.link()
                || before.connected() != after.connected()
                || before.measured() != after.measured()
                || before.used() != after.used()
                || before.heard() != after.heard()
                || before.mtuBytes() != after.mtuBytes()
                || lossDiffers(before, after)
                || timesDiffer(before, after);
    }

    static boolean lossDiffers(Cell a, Cell b) {
        return Math.abs(a.lossShare() - b.lossShare()) >= CLEAR_LOSS;
    }

    /** By a factor, and by more than any scheduler takes. */
    static boolean timesDiffer(Cell a, Cell b) {
        long least = Math.min(a.roundTripNanos(), b.roundTripNanos());
        long most = Math.max(a.roundTripNanos(), b.roundTripNanos());
        return most > CLEAR_FACTOR * least && most - least > CLEAR_NANOS;
    }
}
