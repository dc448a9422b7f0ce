package org.quorate.bench;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.quorate.group.ProcessGroups;

/** One message outstanding: from the call that sends it to its delivery here. */
final class LatencyRun implements AutoCloseable {
    /** Longer than any ring takes to form again. */
    private static final Duration ONE_MESSAGE = Duration.ofSeconds(30);

    private final Meeting meeting;
    private final ByteBuffer load;
    private final int pauseMicros;
    private final Semaphore heard = new Semaphore(0);
    private volatile long heardNanos;

    LatencyRun(ProcessGroups groups, String group, int members, int sizeBytes, int pauseMicros) throws BenchException {
        this.meeting = new Meeting(groups, group, members, this::heard);
        this.pauseMicros = pauseMicros;
        try {
            this.load = meeting.load(sizeBytes);
        } catch (BenchException e) {
            meeting.close();
            throw e;
        }
    }

    BenchResult.Latency run(Duration warm, int count) throws BenchException, InterruptedException {
        meeting.awaitComplete();
        long beginNanos = System.nanoTime() + warm.toNanos();
        while (System.nanoTime() < beginNanos) {
            one();
        }
        try (var pauses = new GcPauses()) {
            long[] nanos = new long[count];
            for (int i = 0; i < count; i++) {
                nanos[i] = one();
            }
            var millis = pauses.millis();
            meeting.end(ONE_MESSAGE);
            return new BenchResult.Latency(meeting.node(), load.remaining(), pauseMicros, Quantiles.of(nanos), millis);
        }
    }

    private long one() throws BenchException, InterruptedException {
        long sentNanos = System.nanoTime();
        if (!meeting.send(load, ONE_MESSAGE) || !heard.tryAcquire(ONE_MESSAGE.toSeconds(), TimeUnit.SECONDS)) {
            throw new BenchException("a message did not come back within " + ONE_MESSAGE.toSeconds()
                    + " s; does the ring run? see ring:status");
        }
        long nanos = heardNanos - sentNanos;
        if (pauseMicros > 0) {
            Thread.sleep(Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(pauseMicros)));
        }
        return nanos;
    }

    /** On the delivery thread; the way to the waiting thread is not part of the time. */
    private void heard() {
        heardNanos = System.nanoTime();
        heard.release();
    }

    @Override
    public void close() {
        meeting.close();
    }
}
