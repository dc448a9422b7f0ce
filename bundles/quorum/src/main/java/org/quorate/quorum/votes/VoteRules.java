package org.quorate.quorum.votes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The quorum section as it works: defaults filled in, options that exclude each other sorted out.
 *
 * @param localNodeId this node
 * @param localVotes its votes
 * @param expectedVotes of the nodes and the device
 * @param floorVotes {@code allow_downscale} and {@code expected_votes_tracking} go no lower
 * @param waitForAllFollows {@code wait_for_all} is not given, so it goes with {@code two_node}
 * @param deviceVotes 0 without a device
 * @param notes what is configured and has no effect, one line each
 */
public record VoteRules(
        int localNodeId,
        int localVotes,
        int expectedVotes,
        int floorVotes,
        boolean twoNode,
        boolean waitForAll,
        boolean waitForAllFollows,
        boolean lastManStanding,
        int windowMillis,
        Optional<TieBreaker> tieBreaker,
        boolean allowDownscale,
        boolean tracking,
        int deviceVotes,
        List<String> notes) {

    /** Bound of what one node brings, so that sums of votes fit an int. */
    public static final int MAX_VOTES = 0xFFFF;

    /** Bound of expected votes: that of the largest ring there can be. */
    public static final int MAX_EXPECTED_VOTES = 384 * MAX_VOTES;

    /** Takes a copy of the notes. */
    public VoteRules {
        notes = List.copyOf(notes);
    }

    /**
     * Works out the rules.
     *
     * @param nodes votes of the configured nodes by node id; empty without a nodelist
     * @param localVotes of this node, also without a nodelist
     */
    public static VoteRules of(int localNodeId, int localVotes, SortedMap<Integer, Integer> nodes, VoteOptions options)
            throws UnusableRulesException {
        var notes = new ArrayList<String>();
        int sum = nodes.values().stream().mapToInt(Integer::intValue).sum();
        boolean lastManStanding = lastManStanding(nodes, options, notes);
        int deviceVotes = deviceVotes(nodes, options);
        if (nodes.isEmpty() && options.expectedVotes().isEmpty()) {
            throw new UnusableRulesException("quorum: without a nodelist, expected_votes must be given");
        }
        int expected = options.expectedVotes().orElse(sum + deviceVotes);
        checkExpected(expected, deviceVotes, options);
        boolean waitForAll = options.waitForAll().orElse(options.twoNode());
        var tieBreaker = tieBreaker(expected, waitForAll, lastManStanding, options, notes);
        boolean twoNode = options.twoNode() && tieBreaker.isEmpty();
        if (options.twoNode() && !twoNode) {
            notes.add("quorum.two_node: has no effect with auto_tie_breaker");
        }
        boolean tracking = options.tracking() || options.allowDownscale();
        return new VoteRules(
                localNodeId,
                localVotes,
                expected,
                tracking ? Math.max(expected, sum) : expected,
                twoNode,
                waitForAll,
                options.waitForAll().isEmpty(),
                lastManStanding,
                options.windowMillis(),
                tieBreaker,
                options.allowDownscale(),
                tracking,
                deviceVotes,
                notes);
    }

    private static boolean lastManStanding(SortedMap<Integer, Integer> nodes, VoteOptions options, List<String> notes) {
        if (options.lastManStanding() && nodes.values().stream().anyMatch(votes -> votes != 1)) {
            notes.add("quorum.last_man_standing: has no effect unless each node has one vote");
            return false;
        }
        return options.lastManStanding();
    }

    private static int deviceVotes(SortedMap<Integer, Integer> nodes, VoteOptions options)
            throws UnusableRulesException {
        if (!options.device()) {
            return 0;
        }
        if (options.twoNode()
                || options.lastManStanding()
                || options.tieBreaker().isPresent()
                || options.allowDownscale()) {
            throw new UnusableRulesException("quorum.device: cannot be had together with two_node, last_man_standing,"
                    + " auto_tie_breaker or allow_downscale; remove one of them");
        }
        if (options.deviceVotes().isPresent()) {
            return options.deviceVotes().getAsInt();
        }
        if (options.expectedVotes().isPresent()) {
            throw new UnusableRulesException("quorum.device.votes: must be given where expected_votes is given");
        }
        if (nodes.isEmpty() || nodes.values().stream().anyMatch(votes -> votes != 1)) {
            throw new UnusableRulesException("quorum.device.votes: must be given unless each node has one vote");
        }
        return nodes.size() - 1;
    }

    private static void checkExpected(int expected, int deviceVotes, VoteOptions options)
            throws UnusableRulesException {
        if (expected < 1 || expected > MAX_EXPECTED_VOTES) {
            throw new UnusableRulesException(
                    "quorum.expected_votes: " + expected + ", must be 1 to " + MAX_EXPECTED_VOTES);
        }
        if (deviceVotes > 0 && options.expectedVotes().isPresent() && expected - deviceVotes < 2) {
            throw new UnusableRulesException("quorum.expected_votes: " + expected + " leaves less than 2 beside the "
                    + deviceVotes + " of the device");
        }
    }

    private static Optional<TieBreaker> tieBreaker(
            int expected, boolean waitForAll, boolean lastManStanding, VoteOptions options, List<String> notes)
            throws UnusableRulesException {
        if (options.tieBreaker().isEmpty() || expected % 2 == 0 || waitForAll) {
            return options.tieBreaker();
        }
        if (lastManStanding) {
            throw new UnusableRulesException("quorum.auto_tie_breaker: with last_man_standing and " + expected
                    + " expected votes, an odd number, wait_for_all must be on");
        }
        notes.add("quorum.auto_tie_breaker: has no effect on " + expected
                + " expected votes, an odd number, unless wait_for_all is on");
        return Optional.empty();
    }

    /**
     * These rules with what may change while a node runs: votes, expected votes, {@code two_node}, and the votes of a
     * device. All else waits for a restart.
     */
    VoteRules changedBy(VoteRules next) {
        return new VoteRules(
                localNodeId,
                next.localVotes,
                next.expectedVotes,
                next.floorVotes,
                next.twoNode && tieBreaker.isEmpty(),
                waitForAllFollows ? next.twoNode : waitForAll,
                waitForAllFollows,
                lastManStanding,
                windowMillis,
                tieBreaker,
                allowDownscale,
                tracking,
                next.deviceVotes,
                next.notes);
    }
}
