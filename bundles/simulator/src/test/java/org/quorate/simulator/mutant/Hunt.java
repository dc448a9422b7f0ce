package org.quorate.simulator.mutant;

import java.util.List;
import java.util.Set;
import org.quorate.simulator.Plan;
import org.quorate.simulator.Reproduction;
import org.quorate.simulator.Simulator;
import org.quorate.simulator.invariant.Violation;
import org.quorate.simulator.world.Setting;
import org.quorate.simulator.world.World;

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

    /** The options of the shortest way to the first failure among so many seeds; empty if none fails. */
    static String shortest(int seeds) {
        for (int seed = 1; seed <= seeds; seed++) {
            var shortest = Reproduction.of(Plan.of(seed, SECONDS));
            if (shortest.isPresent() && !shortest.get().outcome().transcript().isEmpty()) {
                return shortest.get().options();
            }
        }
        return "";
    }

    /** Whether a ring of three with a steady load stays one for ten minutes; else what happens. */
    static String disturbance() {
        var setting = new Setting(
                List.of(1, 2, 3), 3650, 100_000, World.SECOND / 5, World.SECOND / 5, Setting.Rules.MAJORITY, Set.of());
        var world = new World(new Plan(1, 600, 3, Set.of(), false), setting, false);
        try {
            world.begin();
            world.run(30 * World.SECOND);
            int rings = world.nodes().getFirst().rings();
            world.run(600 * World.SECOND);
            int more = world.nodes().getFirst().rings() - rings;
            return more == 0 ? "" : more + " changes of membership";
        } catch (Violation e) {
            return e.failure().toString();
        }
    }
}
