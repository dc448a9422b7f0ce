package org.quorate.simulator.invariant;

import org.quorate.simulator.Invariant;
import org.quorate.simulator.node.SimulatedNode;
import org.quorate.simulator.world.World;

/**
 * I19, as a bound on storms: under faults that come and go a node may see many rings, but timeouts must lie between
 * them. The two changes in ten minutes that a constant fault may cost are checked in scenarios.
 */
final class FewRings {
    private static final int AT_ONCE = 300;
    private static final int A_SECOND = 3;

    private final Judge judge;
    private final World world;

    FewRings(Judge judge, World world) {
        this.judge = judge;
        this.world = world;
    }

    void installed(SimulatedNode node) {
        if (node.rings() > AT_ONCE + A_SECOND * (world.now() / World.SECOND)) {
            throw judge.violated(Invariant.I19, node + " has come into " + node.rings() + " rings");
        }
        judge.checked(Invariant.I19);
    }
}
