package org.quorate.group.corosync;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.quorate.config.ClusterMembers;
import org.quorate.config.ClusterMembers.ResolvedNode;
import org.quorate.group.corosync.daemon.VoteInfo;
import org.quorate.quorum.QuorumListener;
import org.quorate.quorum.QuorumStatus;
import org.quorate.quorum.QuorumStatus.Flag;
import org.quorate.ring.RingId;

/** The last count, and who is told of each; all but {@link #status} on the engine's thread. */
final class Tally {
    static final String NOBODY_COUNTS = "none";

    private static final System.Logger LOG = System.getLogger(Tally.class.getName());

    private static final Map<Flag, Integer> FLAGS = Map.of(
            Flag.TWO_NODE, VoteInfo.TWO_NODE,
            Flag.WAIT_FOR_ALL, VoteInfo.WAIT_FOR_ALL,
            Flag.LAST_MAN_STANDING, VoteInfo.LAST_MAN_STANDING,
            Flag.AUTO_TIE_BREAKER, VoteInfo.AUTO_TIE_BREAKER,
            Flag.ALLOW_DOWNSCALE, VoteInfo.ALLOW_DOWNSCALE,
            Flag.QDEVICE, VoteInfo.QDEVICE_REGISTERED);

    private final Supplier<ClusterMembers> configured;
    private final String provider;
    private final List<QuorumListener> listeners = new ArrayList<>();
    private volatile QuorumStatus status;

    /**
     * In no ring.
     *
     * @param provider as configured
     */
    Tally(Supplier<ClusterMembers> configured, Optional<String> provider) {
        this.configured = configured;
        this.provider = provider.orElse(NOBODY_COUNTS);
        this.status = nothing();
    }

    QuorumStatus status() {
        return status;
    }

    void add(QuorumListener listener) {
        listeners.add(listener);
        tell(listener, status);
    }

    void remove(QuorumListener listener) {
        listeners.remove(listener);
    }

    /** There is no corosync, or it has no ring yet. */
    void away() {
        publish(nothing(), "quorum: in no ring, not quorate");
    }

    private QuorumStatus nothing() {
        return new QuorumStatus(
                provider,
                configured.get().localNodeId(),
                RingId.NONE,
                false,
                0,
                0,
                0,
                0,
                EnumSet.noneOf(Flag.class),
                List.of());
    }

    /**
     * corosync has counted.
     *
     * @param local as the local node sees it
     * @param votes of the members
     */
    void counted(RingId ring, boolean quorate, VoteInfo local, Map<Integer, Integer> votes) {
        var flags = EnumSet.noneOf(Flag.class);
        FLAGS.forEach((flag, bit) -> {
            if (local.has(bit)) {
                flags.add(flag);
            }
        });
        publish(
                ring,
                quorate,
                local,
                flags,
                votes,
                "votes " + local.totalVotes() + " of " + local.expectedVotes() + ", needed " + local.quorum());
    }

    /** Nobody counts: each member has a vote, and they are as many as are needed. */
    void uncounted(RingId ring, List<Integer> members) {
        int count = members.size();
        publish(
                ring,
                true,
                new VoteInfo(1, count, count, count, count, VoteInfo.QUORATE),
                EnumSet.noneOf(Flag.class),
                members.stream().collect(Collectors.toMap(id -> id, _ -> 1)),
                "no votes are counted");
    }

    private void publish(
            RingId ring,
            boolean quorate,
            VoteInfo local,
            EnumSet<Flag> flags,
            Map<Integer, Integer> votes,
            String how) {
        if (quorate) {
            flags.add(Flag.QUORATE);
        }
        var members = configured.get();
        var ids = votes.keySet().stream().sorted(Integer::compareUnsigned).toList();
        var counted = new QuorumStatus(
                provider,
                members.localNodeId(),
                ring,
                quorate,
                local.expectedVotes(),
                local.highestExpected(),
                local.totalVotes(),
                local.quorum(),
                flags,
                ids.stream()
                        .map(id -> node(id, votes.getOrDefault(id, 0), members))
                        .toList());
        publish(
                counted,
                "quorum: ring " + ring + ", nodes "
                        + ids.stream().map(Integer::toUnsignedString).collect(Collectors.joining(" ")) + ": "
                        + (quorate ? "quorate" : "not quorate") + "; " + how);
    }

    private static QuorumStatus.Node node(int id, int votes, ClusterMembers members) {
        return members.nodes().stream()
                .filter(node -> node.nodeId() == id)
                .findFirst()
                .map(node -> new QuorumStatus.Node(id, votes, node.name(), address(node)))
                .orElseGet(() -> new QuorumStatus.Node(id, votes, Integer.toUnsignedString(id), ""));
    }

    private static String address(ResolvedNode node) {
        return node.addresses().values().stream()
                .findFirst()
                .map(address -> address.getAddress().getHostAddress())
                .orElse("");
    }

    private void publish(QuorumStatus next, String line) {
        if (next.equals(status)) {
            return;
        }
        status = next;
        LOG.log(Level.INFO, line);
        List.copyOf(listeners).forEach(listener -> tell(listener, next));
    }

    private static void tell(QuorumListener listener, QuorumStatus news) {
        try {
            listener.quorumChanged(news);
        } catch (RuntimeException e) {
            LOG.log(
                    Level.ERROR,
                    "quorum: {0} failed when it was told of a count: {1}; report it to its author",
                    listener.getClass().getName(),
                    e);
        }
    }
}
