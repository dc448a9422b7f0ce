package org.quorate.simulator;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The shortest way to a violation: fewer classes of faults and less time, as long as the same invariant is violated.
 *
 * @param outcome of the plan, with its transcript
 */
public record Reproduction(Plan plan, Outcome outcome) {
    private static final long SECOND = 1_000_000_000L;

    /** Of a plan that violates an invariant; empty if it does not. */
    public static Optional<Reproduction> of(Plan plan) {
        var outcome = Simulator.run(plan);
        if (outcome.failure().isEmpty()) {
            return Optional.empty();
        }
        var invariant = outcome.failure().get().invariant();
        var shortest = plan.withFaults(faults(outcome.drawn()));
        shortest = shorter(shortest, invariant);
        for (var fault : outcome.drawn()) {
            var fewer = faults(List.copyOf(shortest.faults()));
            fewer.remove(fault);
            var candidate = shortest.withFaults(fewer);
            if (violates(candidate, invariant)) {
                shortest = candidate;
            }
        }
        shortest = shorter(shortest, invariant);
        return Optional.of(new Reproduction(shortest, Simulator.run(shortest, true)));
    }

    private static EnumSet<FaultClass> faults(List<FaultClass> some) {
        return some.isEmpty() ? EnumSet.noneOf(FaultClass.class) : EnumSet.copyOf(some);
    }

    private static boolean violates(Plan plan, Invariant invariant) {
        return Simulator.run(plan)
                .failure()
                .filter(failure -> failure.invariant() == invariant)
                .isPresent();
    }

    /** Up to the violation; or, if the recovery shows it, as little before as bisecting finds. */
    private static Plan shorter(Plan plan, Invariant invariant) {
        var failure = Simulator.run(plan).failure();
        if (failure.isPresent() && failure.get().atNanos() < plan.seconds() * SECOND) {
            return plan.withSeconds((int) (failure.get().atNanos() / SECOND) + 1);
        }
        int least = 1;
        int most = plan.seconds();
        while (least < most) {
            int middle = (least + most) / 2;
            if (violates(plan.withSeconds(middle), invariant)) {
                most = middle;
            } else {
                least = middle + 1;
            }
        }
        return plan.withSeconds(most);
    }

    /** As options of {@code quorate simulate}. */
    public String options() {
        var options = new ArrayList<String>(List.of("--seed " + plan.seed(), "--seconds " + plan.seconds()));
        if (plan.nodes() > 0) {
            options.add("--nodes " + plan.nodes());
        }
        options.add("--fault "
                + (plan.faults().isEmpty()
                        ? "none"
                        : plan.faults().stream().map(FaultClass::label).collect(Collectors.joining(","))));
        return String.join(" ", options);
    }
}
