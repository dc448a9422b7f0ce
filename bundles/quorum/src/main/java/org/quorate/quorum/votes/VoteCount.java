package org.quorate.quorum.votes;

import java.util.Collections;
import java.util.EnumSet;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * The votes of one ring.
 *
 * @param expectedVotes what this node expects
 * @param highestExpected the highest expectation among the members
 * @param totalVotes votes present
 * @param quorum votes needed
 * @param features what shapes the count
 * @param members their votes by node id, ascending as unsigned numbers
 */
public record VoteCount(
        Verdict verdict,
        int expectedVotes,
        int highestExpected,
        int totalVotes,
        int quorum,
        Set<Feature> features,
        NavigableMap<Integer, Integer> members) {

    /** What came of a count, and which rule it was. */
    public enum Verdict {
        /** Quorate: the votes reach the quorum. */
        ENOUGH_VOTES,
        /** Quorate: one of two halves, with the node that decides. */
        TIE_BREAKER,
        /** Quorate: a member has the quorum device's vote, and that wins. */
        MASTER_WINS,
        /** Not quorate: the votes are below the quorum. */
        TOO_FEW_VOTES,
        /** Not quorate: the votes would do, but not all nodes were seen. */
        WAITING_FOR_ALL,
        /** Not quorate: no ring was counted yet. */
        NO_RING
    }

    /** An option that is in force. */
    public enum Feature {
        /** {@code two_node}. */
        TWO_NODE,
        /** {@code wait_for_all}. */
        WAIT_FOR_ALL,
        /** {@code last_man_standing}. */
        LAST_MAN_STANDING,
        /** {@code auto_tie_breaker}. */
        AUTO_TIE_BREAKER,
        /** {@code allow_downscale}. */
        ALLOW_DOWNSCALE
    }

    /** Takes copies. */
    public VoteCount {
        features = Collections.unmodifiableSet(
                features.isEmpty() ? EnumSet.noneOf(Feature.class) : EnumSet.copyOf(features));
        var copy = new TreeMap<Integer, Integer>(Integer::compareUnsigned);
        copy.putAll(members);
        members = Collections.unmodifiableNavigableMap(copy);
    }

    /** Whether the ring may act. */
    public boolean quorate() {
        return switch (verdict) {
            case ENOUGH_VOTES, TIE_BREAKER, MASTER_WINS -> true;
            case TOO_FEW_VOTES, WAITING_FOR_ALL, NO_RING -> false;
        };
    }

    static Set<Feature> features(VoteRules rules) {
        var features = EnumSet.noneOf(Feature.class);
        if (rules.twoNode()) {
            features.add(Feature.TWO_NODE);
        }
        if (rules.waitForAll()) {
            features.add(Feature.WAIT_FOR_ALL);
        }
        if (rules.lastManStanding()) {
            features.add(Feature.LAST_MAN_STANDING);
        }
        if (rules.tieBreaker().isPresent()) {
            features.add(Feature.AUTO_TIE_BREAKER);
        }
        if (rules.allowDownscale()) {
            features.add(Feature.ALLOW_DOWNSCALE);
        }
        return features;
    }
}
