package org.quorate.simulator.invariant;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.quorate.clusterfs.tree.Entry;
import org.quorate.clusterfs.tree.Tree;
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
    private final Map<Made, Long> storedBy = new HashMap<>();
    private final Map<SimulatedNode, Made> held = new HashMap<>();
    private final AcknowledgedSurvives majority;
    private Made latest = Made.NONE;

    /** A lock: trees that have gone apart have the same versions, made by others. */
    private record Made(long version, int writer) {
        static final Made NONE = new Made(0, 0);
    }

    OneHolder(Judge judge, World world) {
        this.judge = judge;
        this.world = world;
        this.majority = new AcknowledgedSurvives(judge, world);
    }

    void forced(SimulatedNode node, Collection<Entry> put) {
        for (var entry : put) {
            if (entry.path().equals(Client.LOCK)) {
                storedBy.merge(lock(entry), 1L << node.index(), (a, b) -> a | b);
            }
        }
    }

    private static Made lock(Entry entry) {
        return new Made(entry.inode(), entry.writer());
    }

    /** A lock that was only there is not promised any more. */
    void diskChanged(SimulatedNode node) {
        storedBy.replaceAll((_, nodes) -> nodes & ~(1L << node.index()));
        forgetLatest();
    }

    /** Nor is one that the tree with the higher version lacks. */
    void replaced(Tree before, Tree after) {
        var lock = before.find(Client.LOCK);
        var other = after.find(Client.LOCK);
        if (lock != null && (other == null || !lock(lock).equals(lock(other)))) {
            storedBy.remove(lock(lock));
            forgetLatest();
        }
    }

    private void forgetLatest() {
        latest = isKept(latest) ? latest : Made.NONE;
    }

    private boolean isKept(Made lock) {
        return majority.isMajority(storedBy.getOrDefault(lock, 0L));
    }

    void acquired(SimulatedNode node, long version) {
        for (var other : world.nodes()) {
            if (other == node || !world.client().believesToHold(other)) {
                continue;
            }
            var theirs = held.getOrDefault(other, Made.NONE);
            var text = node + " has the lock with version " + version + " while " + other + " holds it with version "
                    + theirs.version();
            if (isKept(theirs)) {
                throw judge.violated(Invariant.I9, text);
            }
            judge.gap(Invariant.I9, text + ", which no majority has stored, or which a higher version has outrun");
        }
        if (version <= latest.version() && isKept(latest)) {
            throw judge.violated(
                    Invariant.I9,
                    node + " has the lock with version " + version + " after one with " + latest.version());
        }
        var made = new Made(version, node.id());
        latest = version > latest.version() ? made : latest;
        held.put(node, made);
        judge.checked(Invariant.I9);
    }
}
