package org.quorate.group.host;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.quorate.totem.RingTimer;

/** Deadlines of the ring thread: one for each of the ring's timers, and delayed tasks of service engines. */
final class Timers {
    private static final long NEVER = Long.MAX_VALUE;
    private static final RingTimer[] RING_TIMERS = RingTimer.values();

    private final long[] deadlines = new long[RING_TIMERS.length];
    private final PriorityQueue<Delayed> tasks = new PriorityQueue<>(Comparator.comparingLong(Delayed::deadlineNanos));

    private record Delayed(long deadlineNanos, Runnable task) {}

    Timers() {
        Arrays.fill(deadlines, NEVER);
    }

    void arm(RingTimer timer, long deadlineNanos) {
        deadlines[timer.ordinal()] = deadlineNanos;
    }

    void disarm(RingTimer timer) {
        deadlines[timer.ordinal()] = NEVER;
    }

    void schedule(long deadlineNanos, Runnable task) {
        tasks.add(new Delayed(deadlineNanos, task));
    }

    /** How long until the next deadline; 0 if it is past. */
    long untilNext(long now) {
        long next = tasks.isEmpty() ? NEVER : tasks.peek().deadlineNanos();
        for (long deadline : deadlines) {
            next = Math.min(next, deadline);
        }
        return next == NEVER ? NEVER : Math.max(0, next - now);
    }

    /** Runs what is due. A timer is disarmed before it is handed over. */
    void expire(long now, Consumer<RingTimer> expired) {
        for (int i = 0; i < deadlines.length; i++) {
            if (deadlines[i] <= now) {
                deadlines[i] = NEVER;
                expired.accept(RING_TIMERS[i]);
            }
        }
        while (!tasks.isEmpty() && tasks.peek().deadlineNanos() <= now) {
            tasks.remove().task().run();
        }
    }
}
