package org.quorate.simulator;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What came of many plans. Confined to one thread at a time. */
public final class Tally {
    private static final int MAX_FAILURES = 100;
    private static final double HOUR = 3.6e12;

    private final Map<FaultClass, Long> faults = new EnumMap<>(FaultClass.class);
    private final Map<Invariant, Long> checks = new EnumMap<>(Invariant.class);
    private final Map<Invariant, Long> gaps = new EnumMap<>(Invariant.class);
    private final Map<Invariant, Finding> firstGaps = new EnumMap<>(Invariant.class);
    private final List<Finding> failures = new ArrayList<>();
    private long runs;
    private long failed;
    private long nanos;
    private long events;

    /** A plan, and what it has shown. */
    public record Finding(Plan plan, Outcome.Failure failure) {}

    /** One more. */
    public void add(Outcome outcome) {
        runs++;
        nanos += outcome.simulatedNanos();
        events += outcome.events();
        outcome.faults().forEach((fault, count) -> faults.merge(fault, count, Long::sum));
        outcome.checks().forEach((invariant, count) -> checks.merge(invariant, count, Long::sum));
        for (var gap : outcome.gaps()) {
            gaps.merge(gap.invariant(), 1L, Long::sum);
            firstGaps.putIfAbsent(gap.invariant(), new Finding(outcome.plan(), gap));
        }
        outcome.failure().ifPresent(failure -> {
            failed++;
            if (failures.size() < MAX_FAILURES) {
                failures.add(new Finding(outcome.plan(), failure));
            }
        });
    }

    /** Worlds that were run, those that were run twice counted twice. */
    public long runs() {
        return runs;
    }

    /** Runs that ended with a violation. */
    public long failed() {
        return failed;
    }

    /** The violations, the first hundred. */
    public List<Finding> failures() {
        return List.copyOf(failures);
    }

    /** Time of all worlds together. */
    public double hours() {
        return nanos / HOUR;
    }

    /** What happened, in number. */
    public long events() {
        return events;
    }

    /** What was injected. */
    public Map<FaultClass, Long> faults() {
        return Map.copyOf(faults);
    }

    /** How often something was injected. */
    public long faultsInAll() {
        return faults.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How often each invariant was checked. */
    public long checks(Invariant invariant) {
        return checks.getOrDefault(invariant, 0L);
    }

    /** How often an invariant did not hold where that is known. */
    public long gaps(Invariant invariant) {
        return gaps.getOrDefault(invariant, 0L);
    }

    /** The first known gap of each invariant that has one. */
    public Map<Invariant, Finding> firstGaps() {
        return Map.copyOf(firstGaps);
    }
}
