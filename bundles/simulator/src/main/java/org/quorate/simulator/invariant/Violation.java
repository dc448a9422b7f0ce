package org.quorate.simulator.invariant;

import org.quorate.simulator.Outcome.Failure;

/** Ends a run. */
public final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    Violation(Failure failure) {
        super(failure.toString(), null, false, false);
        this.failure = failure;
    }

    /** What was violated. */
    public Failure failure() {
        return failure;
    }
}
