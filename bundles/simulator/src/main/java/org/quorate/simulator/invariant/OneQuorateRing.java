package org.quorate.simulator.invariant;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.quorate.quorum.votes.VoteCount;
import org.quorate.simulator.Invariant;
import org.quorate.simulator.node.SimulatedNode;
import org.quorate.simulator.world.Setting.Rules;
import org.quorate.simulator.world.World;
import org.quorate.totem.frame.RingId;

/**
 * I1 and I7. A node that stands still may believe for a while in a ring that is over. So what must hold is that of two
 * rings that are quorate for somebody, one has a member that has left it for a quorate ring: with
 * majorities, for the other.
 */
final class OneQuorateRing {
    private static final Set<Rules> MAJORITIES = EnumSet.of(Rules.MAJORITY, Rules.WEIGHTS, Rules.WAIT_FOR_ALL);

    private final Judge judge;
    private final World world;
    private final int allVotes;

    /** The last ring of each node in which it was quorate, in this life or an earlier one. */
    private final Map<Integer, RingId> lastQuorate = new HashMap<>();

    OneQuorateRing(Judge judge, World world) {
        this.judge = judge;
        this.world = world;
        this.allVotes = world.setting().ids().stream()
                .mapToInt(id -> world.setting().votes(id).localVotes())
                .sum();
    }

    void counted(SimulatedNode node, VoteCount count) {
        judge.checked(Invariant.I1);
        if (!count.quorate()) {
            return;
        }
        if (MAJORITIES.contains(world.setting().rules()) && 2 * count.totalVotes() <= allVotes) {
            throw judge.violated(
                    Invariant.I1, node + " is quorate with " + count.totalVotes() + " of " + allVotes + " votes");
        }
        lastQuorate.put(node.id(), node.ring());
        for (var other : world.nodes()) {
            if (other != node && other.isQuorate()) {
                var theirs = other.count().members().keySet();
                if (Collections.disjoint(theirs, count.members().keySet())
                        && !isOver(lastQuorate.getOrDefault(other.id(), RingId.NONE), theirs)) {
                    throw judge.violated(
                            Invariant.I1,
                            node + " is quorate with " + count.members().keySet() + ", and so is " + other + " with "
                                    + theirs);
                }
            }
        }
    }

    /** A tie breaker lets a half go on of those that a majority went on with. */
    private boolean isOver(RingId ring, Collection<Integer> members) {
        return members.stream()
                .map(lastQuorate::get)
                .anyMatch(last -> last != null && last.sequence() > ring.sequence());
    }

    /** I7: a change takes effect on a node. */
    void made(SimulatedNode node) {
        if (!node.count().quorate()) {
            throw judge.violated(Invariant.I7, node + " makes a change without quorum");
        }
        judge.checked(Invariant.I7);
    }

    void atRest(List<SimulatedNode> core) {
        for (var node : core) {
            if (node.isQuorate() != core.getFirst().isQuorate()) {
                throw judge.violated(
                        Invariant.I1,
                        "of one ring, " + node + " is quorate: " + node.isQuorate() + ", but " + core.getFirst()
                                + " is not so");
            }
            judge.checked(Invariant.I1);
        }
    }
}
