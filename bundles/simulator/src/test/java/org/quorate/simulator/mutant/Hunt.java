package org.quorate.simulator.mutant;

import org.quorate.simulator.Plan;
import org.quorate.simulator.Simulator;

/** Looks for a seed that shows a defect. Loaded among the mutants, so it answers in words. */
final class Hunt {
    private static final int SECONDS = 90;

    private Hunt() {}

    /** The first seed of so many that fails, and how; empty if none does. */
    static String firstFailure(int seeds) {
        for (int seed = 1; seed <= seeds; seed++) {
            var outcome = Simulator.run(Plan.of(seed, SECONDS));
            if (outcome.failure().isPresent()) {
                return "seed " + seed + ", " + outcome.nodes() + " nodes: "
                        + outcome.failure().get();
            }
        }
        return "";
    }
}
