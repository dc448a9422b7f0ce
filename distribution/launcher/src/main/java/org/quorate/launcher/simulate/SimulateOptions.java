package org.quorate.launcher.simulate;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.quorate.launcher.Arguments;
import org.quorate.launcher.StartException;
import org.quorate.simulator.FaultClass;
import org.quorate.simulator.Plan;

/**
 * {@code quorate simulate [--seeds N] [--minutes M | --seconds S] [--nodes K] [--fault CLASS,...] [--from SEED] [--threads T]
 * [--seed SEED [--trace]] [--json]}.
 *
 * @param seed one seed instead of many
 * @param fault absent: all classes
 */
record SimulateOptions(
        int seeds,
        int seconds,
        int nodes,
        Optional<Set<FaultClass>> fault,
        long from,
        int threads,
        Optional<Long> seed,
        boolean trace,
        boolean json) {
    private static final String COMMAND = "quorate simulate";
    private static final int USUAL_SEEDS = 500;
    private static final int USUAL_MINUTES = 5;
    private static final int MOST_MINUTES = 24 * 60;

    static SimulateOptions of(List<String> words) throws StartException {
        var arguments = Arguments.parse(
                COMMAND,
                words,
                Set.of("--seeds", "--minutes", "--seconds", "--nodes", "--fault", "--from", "--threads", "--seed"),
                Set.of("--trace", "--json"));
        arguments.noRest();
        int minutes = arguments.number("--minutes", USUAL_MINUTES, 1, MOST_MINUTES);
        var seed = seed(arguments, "--seed");
        if (arguments.has("--trace") && seed.isEmpty()) {
            throw StartException.usage(COMMAND + ": --trace needs --seed SEED, the one to be shown");
        }
        return new SimulateOptions(
                arguments.number("--seeds", USUAL_SEEDS, 1, Integer.MAX_VALUE),
                arguments.number("--seconds", minutes * 60, 1, MOST_MINUTES * 60),
                arguments.number("--nodes", 0, 1, Plan.MAX_NODES),
                faults(arguments.value("--fault")),
                seed(arguments, "--from").orElse(1L),
                arguments.number("--threads", Runtime.getRuntime().availableProcessors(), 1, 1024),
                seed,
                arguments.has("--trace"),
                arguments.has("--json"));
    }

    private static Optional<Long> seed(Arguments arguments, String option) throws StartException {
        var text = arguments.value(option);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.parseLong(text.get()));
        } catch (NumberFormatException _) {
            throw StartException.usage(COMMAND + ": " + option + ": found " + text.get() + ", must be a number");
        }
    }

    private static Optional<Set<FaultClass>> faults(Optional<String> text) throws StartException {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        var faults = EnumSet.noneOf(FaultClass.class);
        if (!text.get().equals("none")) {
            for (var word : text.get().split(",", -1)) {
                faults.add(FaultClass.of(word)
                        .orElseThrow(() -> StartException.usage(COMMAND + ": --fault: found " + word
                                + ", must be none or one of " + FaultClass.labels()
                                + ", or several with commas between")));
            }
        }
        return Optional.of(faults);
    }

    /** Of one seed: the faults are those that are named, all of them; else what the seed draws. */
    Plan plan(long number) {
        var drawn = Plan.of(number, seconds).withNodes(nodes);
        return fault.map(drawn::withFaults).orElse(drawn);
    }

    /** Of the first of many seeds: they draw among the faults that are named. */
    Plan firstPlan() {
        return new Plan(
                from, seconds, nodes, fault.orElse(EnumSet.allOf(FaultClass.class)), fault.isEmpty() || drawsAmong());
    }

    private boolean drawsAmong() {
        return fault.isPresent() && fault.get().size() > 1;
    }
}
