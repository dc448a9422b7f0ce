package org.quorate.quorum.votes;

import java.util.Optional;

/** The sums of {@code votequorum(5)}; nothing here remembers anything. */
final class VoteArithmetic {
    /** Members up to which {@code two_node} is in force. */
    private static final int TWO_NODES = 2;

    private VoteArithmetic() {}

    /** The least number that is more than half. */
    static int majority(int votes) {
        return votes / 2 + 1;
    }

    /**
     * The votes that are needed.
     *
     * @param twoNode one of two nodes is enough
     * @param voters members that are counted
     * @param highestExpected of all members
     * @param present votes that are counted
     * @param atLeast the quorum so far, or 0 where it may become less
     */
    static int quorum(boolean twoNode, int voters, int highestExpected, int present, int atLeast) {
        if (twoNode && voters <= TWO_NODES) {
            return 1;
        }
        return Math.max(atLeast, majority(Math.max(highestExpected, present)));
    }

    /**
     * Whether survivors of a quorate ring are half of what is expected, so that a tie breaker may decide. Of an odd
     * number the lesser part will do; but never where more were lost than survived, for those may be a majority.
     *
     * @param survivors their votes
     * @param lost the votes of the others in that ring
     * @param expected the highest expected votes
     */
    static boolean isTie(int survivors, int lost, int expected) {
        return survivors > 0 && survivors == expected / 2 && lost <= survivors;
    }

    /**
     * Why an operator cannot have these expected votes; empty if they can be had.
     *
     * @param present votes that are counted
     * @param quorate whether they are enough now
     * @param quorum what would be needed
     */
    static Optional<String> refusal(int expected, int present, boolean quorate, int quorum) {
        if (expected < 1) {
            return Optional.of("expected votes " + expected + ": must be at least 1");
        }
        if (expected < present) {
            return Optional.of("expected votes " + expected + ": less than the " + present + " votes present");
        }
        if (quorate && quorum > present) {
            return Optional.of("expected votes " + expected + ": the quorum would be " + quorum + ", and with "
                    + present + " votes present it would be lost");
        }
        return Optional.empty();
    }
}
