package org.quorate.config;

/**
 * The times that {@code corosync.conf(5)} derives from others. The multiplication by fractions and the rounding towards
 * zero are those of corosync, since all nodes of a ring must have the same values.
 */
final class Timers {
    /** From so many nodes on the token timeout grows with the nodelist. */
    private static final int NODES_FOR_COEFFICIENT = 3;

    private Timers() {}

    /** The token timeout for a number of nodes; at most {@link Integer#MAX_VALUE}. */
    static int effectiveToken(int token, int coefficient, int nodes) {
        long extra = nodes >= NODES_FOR_COEFFICIENT ? (nodes - 2L) * coefficient : 0;
        return (int) Math.min(token + extra, Integer.MAX_VALUE);
    }

    static int tokenRetransmit(int token, int retransmitsBeforeLoss) {
        return (int) (token / (retransmitsBeforeLoss + 0.2));
    }

    /** Ten milliseconds earlier than four fifths of the retransmit time. */
    static int hold(int tokenRetransmit) {
        return (int) (tokenRetransmit * 0.8 - 10);
    }

    static int consensus(int token) {
        return (int) (1.2 * token);
    }
}
