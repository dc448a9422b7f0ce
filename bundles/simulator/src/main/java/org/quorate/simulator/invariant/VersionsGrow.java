package org.quorate.simulator.invariant;

import java.util.Collection;
import org.quorate.clusterfs.replica.ReplicaEffect;
import org.quorate.clusterfs.tree.Applied;
import org.quorate.clusterfs.tree.Entry;
import org.quorate.clusterfs.tree.Tree;
import org.quorate.simulator.Invariant;
import org.quorate.simulator.node.SimulatedNode;
import org.quorate.simulator.world.World;

/** I12. On a node: with each change by one, never back when it takes over a tree, never back over a restart. */
final class VersionsGrow {
    private final Judge judge;
    private final long[] stored;

    VersionsGrow(Judge judge, World world) {
        this.judge = judge;
        this.stored = new long[world.setting().ids().size()];
    }

    void made(SimulatedNode node, Applied applied) {
        if (applied.after().version() != applied.before().version() + 1) {
            throw violated(node, applied.before(), applied.after());
        }
        judge.checked(Invariant.I12);
    }

    void replaced(SimulatedNode node, ReplicaEffect.Replaced replaced) {
        if (replaced.after().version() < replaced.before().version()) {
            throw violated(node, replaced.before(), replaced.after());
        }
        judge.checked(Invariant.I12);
    }

    void forced(SimulatedNode node, Collection<Entry> put) {
        for (var entry : put) {
            if (entry.inode() == 0) {
                stored[node.index()] = entry.version();
            }
        }
    }

    void loaded(SimulatedNode node, Tree tree) {
        if (tree.version() < stored[node.index()]) {
            throw judge.violated(
                    Invariant.I12,
                    node + " starts with version " + tree.version() + ", and had stored " + stored[node.index()]);
        }
        judge.checked(Invariant.I12);
    }

    void diskChanged(SimulatedNode node) {
        stored[node.index()] = 0;
    }

    private Violation violated(SimulatedNode node, Tree before, Tree after) {
        return judge.violated(
                Invariant.I12, node + " goes from version " + before.version() + " to " + after.version());
    }
}
