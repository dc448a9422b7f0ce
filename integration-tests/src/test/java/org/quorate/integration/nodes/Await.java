package org.quorate.integration.nodes;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits until something is so, and no longer than a bound. */
public final class Await {
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Duration STEP = Duration.ofMillis(20);

    /** Something that becomes so; what it throws counts as "not yet". */
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws Exception;
    }

    private Await() {}

    public static void until(String what, Condition condition) {
        within(BOUND, what, condition);
    }

    /** With a bound of its own. */
    public static void within(Duration bound, String what, Condition condition) {
        long end = System.nanoTime() + bound.toNanos();
        String last = "";
        while (System.nanoTime() - end < 0) {
            try {
                if (condition.holds()) {
                    return;
                }
            } catch (Exception e) {
                last = " (" + e + ")";
            }
            LockSupport.parkNanos(STEP.toNanos());
        }
        throw new AssertionError("waited " + bound.toSeconds() + " s until " + what + last);
    }
}
