package org.quorate.launcher.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.quorate.launcher.StartException;

/** {@code quorate bench}: the table on standard output, what happens meanwhile on standard error. */
public final class BenchProgram {
    private final BenchOptions options;
    private final BenchRun run;
    private volatile boolean interrupted;

    private BenchProgram(BenchOptions options, BenchRun run) {
        this.options = options;
        this.run = run;
    }

    /**
     * Measures, and prints when all is measured.
     *
     * @param distribution where {@code bin/quorate} is
     * @return 0 also if an aim is missed
     */
    public static int run(Path distribution, List<String> words) throws StartException {
        BenchOptions options = BenchOptions.of(words);
        var run = new BenchRun(options, distribution.resolve("bin/quorate"), System.err);
        try {
            return new BenchProgram(options, run).run();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return StartException.ENVIRONMENT;
        }
    }

    private int run() throws StartException, InterruptedException {
        var hook = new Thread(this::interrupt, "end-bench");
        Runtime.getRuntime().addShutdownHook(hook);
        boolean good = false;
        try {
            var figures = run.measure();
            print(figures);
            good = true;
            return 0;
        } catch (StartException e) {
            if (interrupted) {
                return StartException.ENVIRONMENT; // what it was doing has lost its nodes
            }
            throw e;
        } finally {
            run.close(!good && !interrupted);
            if (!interrupted) {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        }
    }

    private void print(Figures figures) {
        var recorded = Recorded.of(options.nodes(), options.wire());
        var lines = Line.of(Row.of(options), figures, recorded);
        Map<String, String> facts = run.facts();
        facts.put(
                "method",
                "windows of " + options.seconds() + " s after " + RingPart.WARM_SECONDS + " s of warm-up, "
                        + 2 * RingPart.FIRST_WARM_SECONDS + " s before the first; times of starts to "
                        + QuorateNodes.POLL_MILLIS + " ms, of the new ring to 1 ms"
                        + (options.repeat() > 1 ? "; medians of " + options.repeat() + " repetitions" : ""));
        if (lines.stream().anyMatch(line -> line.peer().isPresent() && !line.live())) {
            facts.put("recorded", recorded.source());
        }
        System.out.print(options.json() ? JsonReport.of(facts, lines) : TextReport.of(facts, lines));
    }

    /** In the shutdown hook. */
    private void interrupt() {
        interrupted = true;
        try {
            run.close(false);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
