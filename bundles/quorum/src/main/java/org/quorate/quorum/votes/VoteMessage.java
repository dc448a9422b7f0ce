package org.quorate.quorum.votes;

import java.util.Set;

/** What nodes tell each other, in one order. */
public sealed interface VoteMessage {
    /**
     * What a node brings.
     *
     * @param nodeId the sender, or {@link #DEVICE} for what its quorum device brings
     * @param votes 0 to {@link VoteRules#MAX_VOTES}
     * @param expectedVotes 0 to {@link VoteRules#MAX_EXPECTED_VOTES}
     */
    record NodeInfo(int nodeId, int votes, int expectedVotes, Set<NodeFlag> flags) implements VoteMessage {
        /** Stands for the quorum device in place of a node. */
        public static final int DEVICE = 0;

        /** Takes a copy of the flags. */
        public NodeInfo {
            flags = Set.copyOf(flags);
        }

        boolean has(NodeFlag flag) {
            return flags.contains(flag);
        }
    }

    /**
     * A change for all members.
     *
     * @param nodeId whose votes, or else who asks for it
     * @param value votes; 0 to cancel
     */
    record Reconfigure(int nodeId, int value, Parameter parameter) implements VoteMessage {}

    /** What a {@link Reconfigure} changes. */
    enum Parameter {
        /** The expected votes. */
        EXPECTED_VOTES,
        /** The votes of one node. */
        NODE_VOTES,
        /** Nobody waits for all nodes any longer. */
        CANCEL_WAIT_FOR_ALL
    }

    /** The sender has a quorum device of this name, or has none of this name any more. */
    record DeviceRegistration(boolean registered, String name) implements VoteMessage {}

    /** The quorum device has another name. */
    record DeviceRenamed(String from, String to) implements VoteMessage {}
}
