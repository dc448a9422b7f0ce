package org.quorate.simulator;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of a plan.
 *
 * @param nodes how many there were
 * @param drawn the faults that there were
 * @param simulatedNanos the end of the world's time
 * @param events what happened, in number
 * @param traceHash equal for equal runs
 * @param faults how often each was injected: frames of the classes that strike frames, else occurrences
 * @param checks how often each invariant was checked
 * @param failure the first violation; it ended the run
 * @param gaps what does not hold today, and is known not to
 * @param transcript the last of what happened, if it was asked for
 */
public record Outcome(
        Plan plan,
        int nodes,
        List<FaultClass> drawn,
        long simulatedNanos,
        long events,
        long traceHash,
        Map<FaultClass, Long> faults,
        Map<Invariant, Long> checks,
        Optional<Failure> failure,
        List<Failure> gaps,
        List<String> transcript) {

    Outcome failing(Invariant invariant, String text) {
        var other = new Failure(invariant, simulatedNanos, text);
        return new Outcome(
                plan,
                nodes,
                drawn,
                simulatedNanos,
                events,
                traceHash,
                faults,
                checks,
                Optional.of(other),
                gaps,
                transcript);
    }

    /** A violation: when, and what was seen. */
    public record Failure(Invariant invariant, long atNanos, String text) {
        /** On one line. */
        @Override
        public String toString() {
            return String.format("%s at %.3f s: %s", invariant, atNanos / 1e9, text);
        }
    }
}
