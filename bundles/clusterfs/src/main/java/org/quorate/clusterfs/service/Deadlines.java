package org.quorate.clusterfs.service;

import java.util.ArrayDeque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.quorate.clusterfs.tree.Errno;

/** Ends requests that get no answer in time. All have the same patience, so the oldest is always the next. */
final class Deadlines {
    private final ScheduledExecutorService timer;
    private final ArrayDeque<Request> byAge = new ArrayDeque<>();
    private boolean armed;

    Deadlines(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    synchronized void add(Request request) {
        while (!byAge.isEmpty() && byAge.getFirst().future().isDone()) {
            byAge.removeFirst();
        }
        byAge.add(request);
        arm();
    }

    private void arm() {
        if (armed || byAge.isEmpty()) {
            return;
        }
        long delay = byAge.getFirst().deadlineNanos() - System.nanoTime();
        try {
            timer.schedule(this::expire, Math.max(delay, 0), TimeUnit.NANOSECONDS);
            armed = true;
        } catch (RejectedExecutionException e) {
            // The service is going; it ends what waits.
        }
    }

    private void expire() {
        var expired = new ArrayDeque<Request>();
        synchronized (this) {
            armed = false;
            long now = System.nanoTime();
            while (!byAge.isEmpty()
                    && (byAge.getFirst().future().isDone() || byAge.getFirst().deadlineNanos() - now <= 0)) {
                expired.add(byAge.removeFirst());
            }
            arm();
        }
        expired.forEach(request -> request.refuse(Errno.EBUSY, "no answer in time; it may still be made"));
    }
}
