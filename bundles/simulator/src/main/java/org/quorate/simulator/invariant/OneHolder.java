package org.quorate.simulator.invariant;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.quorate.clusterfs.tree.Entry;
import org.quorate.simulator.Invariant;
import org.quorate.simulator.node.Client;
import org.quorate.simulator.node.SimulatedNode;
import org.quorate.simulator.world.World;

/**
 * I9. The version at which a lock was made is its token. A holder gives up 100 s after it asked, others may take the
 * lock when it was not refreshed for 120 s; so no two believe at once that they hold it.
 */
final class OneHolder {
    private final Judge judge;
    private final World world;
    private final Map<Long, Long> storedBy = new HashMap<>();
    private final Map<SimulatedNode, Long> held = new HashMap<>();
    private final AcknowledgedSurvives majority;
    private long latest;

    OneHolder(Judge judge, World world) {
        this.judge = judge;
        this.world = world;
        this.majority = new AcknowledgedSurvives(judge, world);
    }

    void forced(SimulatedNode node, Collection<Entry> put) {
        for (var entry : put) {
            if (entry.path().equals(Client.LOCK)) {
                storedBy.merge(entry.inode(), 1L << node.index(), (a, b) -> a | b);
            }
        }
    }

    /** A lock that was only there is not promised any more. */
    void diskChanged(SimulatedNode node) {
        storedBy.replaceAll((_, nodes) -> nodes & ~(1L << node.index()));
        latest = isKept(latest) ? latest : 0;
    }

    private boolean isKept(long version) {
        return majority.isMajority(storedBy.getOrDefault(version, 0L));
    }

    void acquired(SimulatedNode node, long version) {
        for (var other : world.nodes()) {
            if (other == node || !world.client().believesToHold(other)) {
                continue;
            }
            long theirs = held.getOrDefault(other, 0L);
            var text = node + " has the lock with version " + version + " while " + other + " holds it with version "
                    + theirs;
            if (isKept(theirs)) {
                throw judge.violated(Invariant.I9, text);
            }
            judge.gap(Invariant.I9, text + ", which no majority had stored");
        }
        if (version <= latest && isKept(latest)) {
            throw judge.violated(
                    Invariant.I9, node + " has the lock with version " + version + " after one with " + latest);
        }
        latest = Math.max(latest, version);
        held.put(node, version);
        judge.checked(Invariant.I9);
    }
}
