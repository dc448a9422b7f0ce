package org.quorate.simulator.invariant;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.quorate.clusterfs.tree.Entry;
import org.quorate.clusterfs.tree.Tree;
import org.quorate.simulator.Invariant;
import org.quorate.simulator.node.Client;
import org.quorate.simulator.node.Request;
import org.quorate.simulator.node.SimulatedNode;
import org.quorate.simulator.world.World;

/**
 * I4. A write is acknowledged when it is ordered and on the disk of its node. Once it is forced to the disks of a
 * majority of votes, it must survive; before that it is in the hands of those who have it.
 */
final class AcknowledgedSurvives {
    private final Judge judge;
    private final World world;
    private final int[] votes;
    private final int allVotes;
    private final List<Write> writes = new ArrayList<>();

    /** Whose store was replaced by an empty or an older one, as bits. */
    private long replaced;

    private static final class Write {
        long holders;
        boolean acknowledged;
        boolean kept;
        boolean outrun;
    }

    AcknowledgedSurvives(Judge judge, World world) {
        this.judge = judge;
        this.world = world;
        this.votes = world.setting().ids().stream()
                .mapToInt(id -> world.setting().votes(id).localVotes())
                .toArray();
        int sum = 0;
        for (int vote : votes) {
            sum += vote;
        }
        this.allVotes = sum;
    }

    private Write write(int number) {
        while (writes.size() <= number) {
            writes.add(new Write());
        }
        return writes.get(number);
    }

    /** Whether these nodes, as bits, have more than half of the votes. */
    boolean isMajority(long nodes) {
        int sum = 0;
        for (int i = 0; i < votes.length; i++) {
            sum += (nodes >>> i & 1) == 1 ? votes[i] : 0;
        }
        return 2 * sum > allVotes;
    }

    void forced(SimulatedNode node, Collection<Entry> put, Collection<Entry> removed) {
        long bit = 1L << node.index();
        for (var entry : removed) {
            int number = Client.number(entry.name());
            if (number >= 0) {
                write(number).holders &= ~bit;
            }
        }
        for (var entry : put) {
            int number = Client.number(entry.name());
            if (number >= 0) {
                var write = write(number);
                write.holders |= bit;
                write.kept |= isMajority(write.holders);
            }
        }
    }

    void acknowledged(SimulatedNode node, Request request) {
        if (request.number() >= 0) {
            write(request.number()).acknowledged = true;
            judge.checked(Invariant.I4);
        }
    }

    /** The tree with the higher version wins, also when a majority has stored what it lacks. */
    void replaced(Tree before, Tree after) {
        for (int number = 0; number < writes.size(); number++) {
            var path = Client.path(number);
            writes.get(number).outrun |= writes.get(number).kept
                    && after.version() > before.version()
                    && before.find(path) != null
                    && after.find(path) == null;
        }
    }

    /** What only a majority with this node had is not kept any more. */
    void diskChanged(SimulatedNode node) {
        long bit = 1L << node.index();
        replaced |= bit;
        writes.forEach(write -> write.holders &= ~bit);
        for (var row : node.disk().rows()) {
            int number = Client.number(row.name());
            if (number >= 0) {
                write(number).holders |= bit;
            }
        }
        writes.forEach(write -> write.kept &= isMajority(write.holders));
    }

    void atRest(List<SimulatedNode> core) {
        for (int number = 0; number < writes.size(); number++) {
            var write = writes.get(number);
            if (!write.acknowledged) {
                continue;
            }
            for (var node : core) {
                var replica = node.tree().replica();
                if (replica == null || replica.tree().find(Client.path(number)) != null) {
                    continue;
                }
                if (write.kept && isMajority(replaced)) {
                    judge.gap(
                            Invariant.I4,
                            "write " + number + " was stored by a majority whose stores had been replaced, and a node"
                                    + " that was away came back with a higher version");
                    break;
                }
                if (write.kept && write.outrun) {
                    judge.gap(
                            Invariant.I4,
                            "write " + number + " was stored by a majority, and lost to the higher version of a node"
                                    + " that had made more changes before it lost the quorum");
                    break;
                }
                if (write.kept) {
                    throw judge.violated(
                            Invariant.I4,
                            node + " lacks write " + number + ", which was acknowledged and stored by a majority");
                }
                judge.gap(Invariant.I4, "write " + number + " was acknowledged before a majority stored it, and lost");
                break;
            }
            judge.checked(Invariant.I4);
        }
    }
}
