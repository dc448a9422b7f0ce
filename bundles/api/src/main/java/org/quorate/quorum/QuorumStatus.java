package org.quorate.quorum;

import java.util.List;
import java.util.Set;
import org.quorate.ring.RingId;

/**
 * The vote count for one ring.
 *
 * @param provider name of the rules, {@code corosync_votequorum}
 * @param localNodeId this node
 * @param ring the ring that was counted
 * @param quorate whether this partition may act
 * @param expectedVotes what the local configuration expects
 * @param highestExpected the highest expectation among the members
 * @param totalVotes votes present, a quorum device's included
 * @param quorum votes needed
 * @param flags in the order in which {@code corosync-quorumtool} prints them
 * @param nodes the members, ascending
 */
public record QuorumStatus(
        String provider,
        int localNodeId,
        RingId ring,
        boolean quorate,
        int expectedVotes,
        int highestExpected,
        int totalVotes,
        int quorum,
        Set<Flag> flags,
        List<Node> nodes) {

    /** A member and what it brings. */
    public record Node(int nodeId, int votes, String name, String address) {}

    /** What shapes the count; the labels are those of {@code corosync-quorumtool}. */
    public enum Flag {
        /** {@code two_node}. */
        TWO_NODE("2Node"),
        /** The partition is quorate. */
        QUORATE("Quorate"),
        /** {@code wait_for_all}. */
        WAIT_FOR_ALL("WaitForAll"),
        /** {@code last_man_standing}. */
        LAST_MAN_STANDING("LastManStanding"),
        /** {@code auto_tie_breaker}. */
        AUTO_TIE_BREAKER("AutoTieBreaker"),
        /** {@code allow_downscale}. */
        ALLOW_DOWNSCALE("AllowDownscale"),
        /** A quorum device is registered. */
        QDEVICE("Qdevice");

        private final String label;

        Flag(String label) {
            this.label = label;
        }

        /** As printed. */
        public String label() {
            return label;
        }
    }
}
