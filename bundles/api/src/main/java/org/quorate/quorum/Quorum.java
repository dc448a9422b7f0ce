package org.quorate.quorum;

import org.osgi.annotation.versioning.ProviderType;

/** The vote count of this node's partition. Thread safe. */
@ProviderType
public interface Quorum {
    /** The count at this moment; answers at once in every state. */
    QuorumStatus status();

    /**
     * Sets the expected votes on all members of this partition ({@code pvecm expected}, {@code corosync-quorumtool -e}).
     * Returns when the request is sent. The value is lost on restart, and raised again when more votes appear.
     *
     * @throws QuorumRefusedException if it is below the votes present, or the partition would lose its quorum by it
     */
    void expectVotes(int votes) throws QuorumRefusedException;

    /**
     * Sets the votes of a member ({@code corosync-quorumtool -v}). Returns when the request is sent. The value is lost when
     * that node restarts.
     *
     * @throws QuorumRefusedException if the node is no member, or the partition would lose its quorum by it
     */
    void setVotes(int nodeId, int votes) throws QuorumRefusedException;
}
