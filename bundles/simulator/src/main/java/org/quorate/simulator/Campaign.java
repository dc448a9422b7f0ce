package org.quorate.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Many seeds, one world a thread. One seed in a hundred runs twice, and both runs must be the same. */
public final class Campaign {
    private static final int TWICE = 100;

    private final Plan first;
    private final long seeds;
    private final int threads;

    /**
     * Of plans that differ in their seeds.
     *
     * @param first the plan of the first seed
     */
    public Campaign(Plan first, long seeds, int threads) {
        this.first = first;
        this.seeds = seeds;
        this.threads = threads;
    }

    /** Runs all. The listener hears of each outcome, one at a time. */
    public Tally run(Consumer<Tally> progress) throws InterruptedException {
        var tally = new Tally();
        var next = new AtomicLong();
        var workers = new ArrayList<Thread>();
        for (int i = 0; i < threads; i++) {
            workers.add(Thread.ofPlatform().name("simulator-" + i).daemon().start(() -> work(next, tally, progress)));
        }
        for (var worker : workers) {
            worker.join();
        }
        return tally;
    }

    private void work(AtomicLong next, Tally tally, Consumer<Tally> progress) {
        for (long i = next.getAndIncrement(); i < seeds && !Thread.interrupted(); i = next.getAndIncrement()) {
            var plan = new Plan(first.seed() + i, first.seconds(), first.nodes(), first.faults(), first.drawn());
            var outcomes = outcomes(plan, i % TWICE == 0);
            synchronized (tally) {
                outcomes.forEach(tally::add);
                progress.accept(tally);
            }
        }
    }

    private static List<Outcome> outcomes(Plan plan, boolean twice) {
        var outcome = Simulator.run(plan);
        if (!twice) {
            return List.of(outcome);
        }
        var again = Simulator.run(plan);
        return again.traceHash() == outcome.traceHash()
                ? List.of(outcome, again)
                : List.of(again.failing(
                        Invariant.DEFECT,
                        String.format(
                                "two runs of this seed differ: %016x and %016x",
                                outcome.traceHash(), again.traceHash())));
    }
}
