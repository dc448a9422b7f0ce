package org.quorate.quorum.votes;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The quorum section as it stands, before it is known what follows from it.
 *
 * @param expectedVotes {@code expected_votes}; absent: the sum of the nodes' votes
 * @param waitForAll {@code wait_for_all}; absent: as {@code two_node}
 * @param windowMillis {@code last_man_standing_window}
 * @param tieBreaker {@code auto_tie_breaker_node} if {@code auto_tie_breaker} is on
 * @param tracking {@code expected_votes_tracking}
 * @param device whether a quorum device is configured
 * @param deviceVotes {@code device.votes}; absent: nodes less one
 */
public record VoteOptions(
        OptionalInt expectedVotes,
        boolean twoNode,
        Optional<Boolean> waitForAll,
        boolean lastManStanding,
        int windowMillis,
        Optional<TieBreaker> tieBreaker,
        boolean allowDownscale,
        boolean tracking,
        boolean device,
        OptionalInt deviceVotes) {}
