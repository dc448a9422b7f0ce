package org.quorate.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.quorate.simulator.invariant.Violation;
import org.quorate.simulator.run.Healing;
import org.quorate.simulator.world.Setting;
import org.quorate.simulator.world.World;

/** Runs plans. Safe for use by many threads: each run has a world of its own. */
public final class Simulator {
    private Simulator() {}

    /** The world of a plan with all its faults, then its recovery. */
    public static Outcome run(Plan plan) {
        return run(plan, false);
    }

    /** As {@link #run(Plan)}, with a transcript or without. */
    public static Outcome run(Plan plan, boolean transcribed) {
        var setting = Setting.of(plan);
        var world = new World(plan, setting, transcribed);
        Outcome.@Nullable Failure failure = null;
        try {
            world.begin();
            world.run(plan.seconds() * World.SECOND);
            new Healing(world).heal();
        } catch (Violation e) {
            failure = e.failure();
        }
        return outcome(world, failure);
    }

    private static Outcome outcome(World world, Outcome.@Nullable Failure failure) {
        List<FaultClass> drawn = new ArrayList<>(world.setting().faults());
        return new Outcome(
                world.plan(),
                world.nodes().size(),
                List.copyOf(drawn),
                world.now(),
                world.trace().events(),
                world.trace().hash(),
                world.nemesis().counts(),
                world.judge().checks(),
                Optional.ofNullable(failure),
                world.judge().gaps(),
                world.transcript());
    }
}
