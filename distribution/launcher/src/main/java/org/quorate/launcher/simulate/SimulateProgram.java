package org.quorate.launcher.simulate;

import java.util.List;
import java.util.Locale;
import org.quorate.launcher.StartException;
import org.quorate.simulator.Campaign;
import org.quorate.simulator.Outcome;
import org.quorate.simulator.Reproduction;
import org.quorate.simulator.Simulator;
import org.quorate.simulator.Tally;

/** Runs seeds; the table on standard output, the progress on standard error. */
public final class SimulateProgram {
    /** An invariant was violated. */
    private static final int VIOLATED = 3;

    private static final int BAR = 30;
    private static final boolean TERMINAL = Boolean.getBoolean("quorate.terminal");

    /** A bar that moves, or a line now and then in a log. */
    private static final long EVERY_NANOS = TERMINAL ? 250_000_000 : 60_000_000_000L;

    private static final int LAST_LINES = 60;

    private final SimulateOptions options;
    private long shown;

    private SimulateProgram(SimulateOptions options) {
        this.options = options;
    }

    /**
     * Simulates.
     *
     * @return 0 if all invariants held, 3 if not
     */
    public static int run(List<String> words) throws StartException {
        var program = new SimulateProgram(SimulateOptions.of(words));
        try {
            return program.options.seed().isPresent()
                    ? program.one(program.options.seed().get())
                    : program.many();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return StartException.ENVIRONMENT;
        }
    }

    private int one(long seed) {
        var outcome = Simulator.run(options.plan(seed), options.trace());
        outcome.transcript().forEach(System.out::println);
        var tally = new Tally();
        tally.add(outcome);
        System.out.print(options.json() ? SimulateReport.json(tally, 0) : SimulateReport.text(outcome));
        return outcome.failure().isPresent() ? VIOLATED : 0;
    }

    private int many() throws InterruptedException {
        long begun = System.nanoTime();
        var tally = new Campaign(options.firstPlan(), options.seeds(), options.threads()).run(this::progress);
        double seconds = (System.nanoTime() - begun) / 1e9;
        if (TERMINAL) {
            System.err.println();
        }
        System.out.print(options.json() ? SimulateReport.json(tally, seconds) : SimulateReport.text(tally, seconds));
        if (tally.failed() == 0) {
            return 0;
        }
        if (!options.json()) {
            shorten(tally.failures().getFirst());
        }
        return VIOLATED;
    }

    private void progress(Tally tally) {
        long now = System.nanoTime();
        boolean last = tally.runs() >= options.seeds();
        if (now - shown < EVERY_NANOS && !last) {
            return;
        }
        shown = now;
        int done = (int) Math.min(BAR, BAR * tally.runs() / options.seeds());
        System.err.printf(
                Locale.ROOT,
                (TERMINAL ? "\r" : "") + "[%s%s] %d of %d seeds, %.1f simulated hours, %d failed "
                        + (TERMINAL ? "" : "%n"),
                "#".repeat(done),
                ".".repeat(BAR - done),
                Math.min(tally.runs(), options.seeds()),
                options.seeds(),
                tally.hours(),
                tally.failed());
        System.err.flush();
    }

    private static void shorten(Tally.Finding finding) {
        System.err.println("looking for the shortest way to the failure of seed "
                + finding.plan().seed() + " ...");
        Reproduction.of(finding.plan()).ifPresent(shortest -> {
            List<String> lines = shortest.outcome().transcript();
            System.out.println("\nThe last of what happened:");
            lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()).forEach(System.out::println);
            System.out.println("\n"
                    + shortest.outcome()
                            .failure()
                            .map(Outcome.Failure::toString)
                            .orElse(""));
            System.out.println("Again: quorate simulate " + shortest.options() + " --trace");
        });
    }
}
