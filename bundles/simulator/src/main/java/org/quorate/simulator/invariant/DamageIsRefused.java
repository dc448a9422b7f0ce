package org.quorate.simulator.invariant;

import org.quorate.simulator.Invariant;
import org.quorate.simulator.node.SimulatedNode;
import org.quorate.simulator.world.World;

/** I14, as far as it can be had without checksums in the store: rows that do not fit together are not served. */
final class DamageIsRefused {
    private final Judge judge;
    private final boolean[] damaged;

    DamageIsRefused(Judge judge, World world) {
        this.judge = judge;
        this.damaged = new boolean[world.setting().ids().size()];
    }

    void damaged(SimulatedNode node) {
        damaged[node.index()] = true;
    }

    void diskChanged(SimulatedNode node) {
        damaged[node.index()] = false;
    }

    void loaded(SimulatedNode node) {
        if (damaged[node.index()]) {
            throw judge.violated(Invariant.I14, node + " serves a store that lacks rows");
        }
    }

    void refused(SimulatedNode node) {
        if (!damaged[node.index()]) {
            throw judge.violated(Invariant.I14, node + " refuses a store that is whole");
        }
        judge.checked(Invariant.I14);
    }
}
