package org.quorate.config.plan;

import java.util.List;

/**
 * The way from the configuration in use to another one.
 *
 * @param version that is in use, unsigned
 * @param nextVersion of the other one, unsigned
 * @param steps in their order; empty if nothing changes
 */
public record Plan(long version, long nextVersion, List<Step> steps) {
    /** Takes a copy of the steps. */
    public Plan {
        steps = List.copyOf(steps);
    }
}
