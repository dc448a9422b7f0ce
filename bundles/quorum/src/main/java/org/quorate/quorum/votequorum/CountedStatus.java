package org.quorate.quorum.votequorum;

import java.util.EnumSet;
import java.util.stream.Collectors;
import org.quorate.config.ClusterMembers;
import org.quorate.config.ClusterMembers.ResolvedNode;
import org.quorate.quorum.QuorumStatus;
import org.quorate.quorum.QuorumStatus.Flag;
import org.quorate.quorum.votes.VoteCount;
import org.quorate.quorum.votes.VoteCount.Verdict;
import org.quorate.ring.RingId;

/** Turns counts into what is published and logged: with names and addresses. */
final class CountedStatus {
    static final String PROVIDER = "corosync_votequorum";

    private CountedStatus() {}

    static QuorumStatus of(VoteCount count, RingId ring, ClusterMembers members) {
        return new QuorumStatus(
                PROVIDER,
                members.localNodeId(),
                ring,
                count.quorate(),
                count.expectedVotes(),
                count.highestExpected(),
                count.totalVotes(),
                count.quorum(),
                flags(count),
                count.members().entrySet().stream()
                        .map(member -> node(member.getKey(), member.getValue(), members))
                        .toList());
    }

    private static EnumSet<Flag> flags(VoteCount count) {
        var flags = EnumSet.noneOf(Flag.class);
        if (count.quorate()) {
            flags.add(Flag.QUORATE);
        }
        for (var feature : count.features()) {
            flags.add(
                    switch (feature) {
                        case TWO_NODE -> Flag.TWO_NODE;
                        case WAIT_FOR_ALL -> Flag.WAIT_FOR_ALL;
                        case LAST_MAN_STANDING -> Flag.LAST_MAN_STANDING;
                        case AUTO_TIE_BREAKER -> Flag.AUTO_TIE_BREAKER;
                        case ALLOW_DOWNSCALE -> Flag.ALLOW_DOWNSCALE;
                    });
        }
        return flags;
    }

    static QuorumStatus.Node node(int nodeId, int votes, ClusterMembers members) {
        return members.nodes().stream()
                .filter(node -> node.nodeId() == nodeId)
                .findFirst()
                .map(node -> new QuorumStatus.Node(nodeId, votes, node.name(), address(node)))
                .orElseGet(() -> new QuorumStatus.Node(nodeId, votes, Integer.toUnsignedString(nodeId), ""));
    }

    /** On the lowest link; that is link 0 unless the node has none there. */
    private static String address(ResolvedNode node) {
        var addresses = node.addresses();
        return addresses.isEmpty()
                ? ""
                : addresses.firstEntry().getValue().getAddress().getHostAddress();
    }

    /** One line for the log, by which it reads as a transcript. */
    static String line(VoteCount count, RingId ring) {
        if (count.verdict() == Verdict.NO_RING) {
            return "quorum: in no ring, not quorate";
        }
        var nodes =
                count.members().keySet().stream().map(Integer::toUnsignedString).collect(Collectors.joining(" "));
        var reason = switch (count.verdict()) {
            case ENOUGH_VOTES -> "quorate";
            case TIE_BREAKER -> "quorate by auto_tie_breaker";
            case MASTER_WINS -> "quorate by a quorum device";
            case TOO_FEW_VOTES -> "not quorate";
            case WAITING_FOR_ALL -> "not quorate, waiting for all nodes";
            case NO_RING -> "not quorate, in no ring";
        };
        return "quorum: ring " + ring + ", nodes " + nodes + ": " + reason + "; votes " + count.totalVotes() + " of "
                + count.expectedVotes() + ", needed " + count.quorum();
    }
}
