package org.quorate.quorum.votes;

import java.util.List;

/** Everything that can happen to a vote count. */
public sealed interface VoteEvent {
    /** The node can send, though it may not be in a ring yet. */
    record Attached() implements VoteEvent {}

    /** The node is about to leave in order. */
    record Detaching() implements VoteEvent {}

    /**
     * A new ring begins to synchronise.
     *
     * @param transitional members that were in the ring before, together with this node
     * @param members all of them
     */
    record SyncBegan(List<Integer> transitional, List<Integer> members) implements VoteEvent {
        /** Takes copies. */
        public SyncBegan {
            transitional = List.copyOf(transitional);
            members = List.copyOf(members);
        }
    }

    /** The node is to tell what it brings. */
    record SyncTurn() implements VoteEvent {}

    /** All members have told. */
    record SyncActivated() implements VoteEvent {}

    /** The ring broke before all had told. */
    record SyncAborted() implements VoteEvent {}

    /** A message in its place in the order; the node's own, too. */
    record Received(int sender, VoteMessage message) implements VoteEvent {}

    /** The window that was armed last is over. */
    record WindowExpired() implements VoteEvent {}

    /** An operator wants other expected votes. */
    record ExpectVotesRequested(int votes) implements VoteEvent {}

    /** An operator wants a member to have other votes. */
    record VotesRequested(int nodeId, int votes) implements VoteEvent {}

    /** The configuration was read again. */
    record RulesChanged(VoteRules rules) implements VoteEvent {}
}
