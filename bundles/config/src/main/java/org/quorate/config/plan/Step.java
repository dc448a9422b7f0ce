package org.quorate.config.plan;

/**
 * One step.
 *
 * @param what is done, and to what: {@code add link 1}
 * @param before what was there; empty if nothing
 * @param after what will be there; empty if nothing
 */
public record Step(Moment moment, String what, String before, String after) {
    /** In one line. */
    @Override
    public String toString() {
        var change = before.isEmpty() ? after : after.isEmpty() ? "was " + before : before + " -> " + after;
        return moment + ": " + what + (change.isEmpty() ? "" : ": " + change);
    }
}
