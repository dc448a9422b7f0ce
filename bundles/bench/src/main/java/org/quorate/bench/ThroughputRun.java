package org.quorate.bench;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Sends as fast as flow control allows, or only listens, and counts what is delivered in a window. */
final class ThroughputRun {
    private static final Duration TO_END = Duration.ofSeconds(30);

    private final Meeting meeting;
    private final ByteBuffer load;
    private final boolean send;
    private final LongSupplier tokens;
    private final LongSupplier nanos;

    /** @param tokens how many have come to this node so far */
    ThroughputRun(Meeting meeting, int sizeBytes, boolean send, LongSupplier tokens) throws BenchException {
        this(meeting, sizeBytes, send, tokens, System::nanoTime);
    }

    /** With a clock of its own. */
    ThroughputRun(Meeting meeting, int sizeBytes, boolean send, LongSupplier tokens, LongSupplier nanos)
            throws BenchException {
        this.meeting = meeting;
        this.tokens = tokens;
        this.nanos = nanos;
        this.load = meeting.load(sizeBytes);
        this.send = send;
    }

    /** The window begins when the warm-up is over. */
    BenchResult.Throughput run(Duration warm, Duration window) throws BenchException, InterruptedException {
        meeting.awaitComplete();
        long beginNanos = nanos.getAsLong() + warm.toNanos();
        workUntil(beginNanos);
        try (var pauses = new GcPauses()) {
            var before = totals();
            workUntil(beginNanos + window.toNanos());
            var after = totals();
            var millis = pauses.millis();
            meeting.end(TO_END);
            return new BenchResult.Throughput(
                    meeting.node(),
                    send,
                    load.remaining(),
                    (after.nanos - before.nanos) / 1e9,
                    after.messages - before.messages,
                    after.own - before.own,
                    after.tokens - before.tokens,
                    (after.cpuNanos - before.cpuNanos) / 1e9,
                    millis);
        }
    }

    private void workUntil(long end) throws BenchException, InterruptedException {
        for (long left = end - nanos.getAsLong(); left > 0; left = end - nanos.getAsLong()) {
            if (send) {
                meeting.send(load, Duration.ofNanos(left));
            } else {
                Thread.sleep(Duration.ofNanos(left));
            }
        }
    }

    private record Totals(long nanos, long messages, long own, long tokens, long cpuNanos) {}

    private Totals totals() {
        long cpuNanos = ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .orElse(Duration.ZERO)
                .toNanos();
        return new Totals(nanos.getAsLong(), meeting.messages(), meeting.own(), tokens.getAsLong(), cpuNanos);
    }
}
