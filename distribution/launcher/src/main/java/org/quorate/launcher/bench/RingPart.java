package org.quorate.launcher.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.quorate.launcher.StartException;

/** The load on the ring. The contenders take turns, figure by figure. */
final class RingPart {
    static final int LATENCY_BYTES = 64;

    /** A packet each: about as much as a rotation may carry. */
    static final int ROTATION_BYTES = 1024;

    /** Before the first figure: code is compiled, and on two cores the compiler needs its time. */
    static final int FIRST_WARM_SECONDS = 4;

    /** Before each figure of a rate. */
    static final int WARM_SECONDS = 1;

    /** Before each latency: what one message takes is other code than what a flood takes, and is compiled only now. */
    static final int LATENCY_WARM_SECONDS = 4;

    /** Long enough for the token to come to rest. */
    static final int IDLE_MILLIS = 20;

    private static final int LATENCY_COUNT = 10_000;
    private static final int IDLE_COUNT = 100;

    private final BenchOptions options;
    private final Figures figures;
    private final PrintStream progress;
    private final List<Double> pauses = new ArrayList<>();

    RingPart(BenchOptions options, Figures figures, PrintStream progress) {
        this.options = options;
        this.figures = figures;
        this.progress = progress;
    }

    void run(Contenders contenders) throws StartException, InterruptedException {
        int largest = options.sizes().stream().mapToInt(Integer::intValue).max().orElseThrow();
        contenders.each(contender -> {
            progress.println("warm-up: " + contender.name());
            contender.throughput(LATENCY_BYTES, options.nodes(), FIRST_WARM_SECONDS, 1);
            contender.throughput(largest, options.nodes(), FIRST_WARM_SECONDS, 1);
        });
        for (int size : options.sizes()) {
            for (int senders : options.senders()) {
                contenders.each(contender -> throughput(contender, size, senders));
            }
        }
        for (int node : options.numbers()) {
            contenders.each(contender -> latency(contender, node, LATENCY_COUNT, 0, Ids.LATENCY_P50, Ids.LATENCY_P99));
        }
        for (int node : options.numbers()) {
            contenders.each(contender -> latency(contender, node, IDLE_COUNT, IDLE_MILLIS, Ids.IDLE_P50, Ids.IDLE_P99));
        }
        figures.add(Side.OURS, Ids.GC_COUNT, pauses.size());
        Statistics.quantile(pauses, 0.99).ifPresent(pause -> figures.add(Side.OURS, Ids.GC_P99, pause));
        Statistics.quantile(pauses, 1).ifPresent(pause -> figures.add(Side.OURS, Ids.GC_MAX, pause));
    }

    private void throughput(Contender contender, int size, int senders) throws StartException, InterruptedException {
        var result = contender.throughput(size, senders, WARM_SECONDS, options.seconds());
        figures.add(contender.side(), Ids.messages(size, senders), result.messages());
        figures.add(contender.side(), Ids.megabytes(size, senders), result.megabytes());
        result.cpuSecondsPerGigabyte()
                .ifPresent(seconds -> figures.add(contender.side(), Ids.cpu(size, senders), seconds));
        pauses.addAll(result.gcMillis());
        if (senders == options.nodes() && size == ROTATION_BYTES) {
            result.rotationMicros().ifPresent(micros -> figures.add(contender.side(), Ids.ROTATION, micros));
        }
        progress.printf("%s: %d B, %d sending: %.0f msg/s%n", contender.name(), size, senders, result.messages());
    }

    private void latency(Contender contender, int node, int count, int pauseMillis, String p50, String p99)
            throws StartException, InterruptedException {
        var result = contender.latency(node, LATENCY_BYTES, count, pauseMillis, LATENCY_WARM_SECONDS);
        figures.add(contender.side(), p50, result.p50());
        figures.add(contender.side(), p99, result.p99());
        progress.printf(
                "%s: node %d, %d ms between, latency p50 %.0f us, p99 %.0f us%n",
                contender.name(), node, pauseMillis, result.p50(), result.p99());
    }
}
