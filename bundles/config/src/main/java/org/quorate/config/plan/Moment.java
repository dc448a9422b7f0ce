package org.quorate.config.plan;

/** When a step is taken; the order is that of time. */
public enum Moment {
    /** By each node as soon as it has read the file: it understands old and new, and others need not know. */
    AT_ONCE("at once"),

    /** Nothing is done: what must be so before the next steps is waited for. */
    BEFORE_ALL("then wait until"),

    /** By all members, when each of them has loaded the new configuration. */
    TOGETHER("all together"),

    /** By each node, when all members use the new configuration. */
    AT_LAST("at last"),

    /** Not while the node runs. */
    RESTART("at the next start");

    private final String text;

    Moment(String text) {
        this.text = text;
    }

    /** For people. */
    @Override
    public String toString() {
        return text;
    }
}
