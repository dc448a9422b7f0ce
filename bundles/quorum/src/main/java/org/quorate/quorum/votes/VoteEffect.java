package org.quorate.quorum.votes;

/** Everything a vote count asks of its host. A batch is carried out in order. */
public sealed interface VoteEffect {
    /** To all members, this node included. */
    record Send(VoteMessage message) implements VoteEffect {}

    /** This is the count from now on. */
    record Publish(VoteCount count) implements VoteEffect {}

    /** {@link VoteEvent.WindowExpired} is due after this time, and not when it was due before. */
    record ArmWindow(int millis) implements VoteEffect {}

    /** No window is open any more. */
    record DisarmWindow() implements VoteEffect {}

    /** The highest expected votes are to survive a restart; they are given to the next core of this node. */
    record Persist(int expectedVotes) implements VoteEffect {}

    /** The operator's request is refused, for this reason. */
    record Refuse(String reason) implements VoteEffect {}
}
