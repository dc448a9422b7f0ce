package org.quorate.simulator.fault;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.quorate.simulator.FaultClass;
import org.quorate.simulator.node.Disk;
import org.quorate.simulator.node.SimulatedNode;
import org.quorate.simulator.world.Chance;
import org.quorate.simulator.world.World;

/** What strikes disks, and the operator who repairs them. */
final class DiskFaults {
    private static final long UNTIL_REPAIRED = 20 * World.SECOND;

    private final Nemesis nemesis;
    private final World world;
    private final Map<SimulatedNode, Disk.Copy> copies = new HashMap<>();
    private final SequencedSet<SimulatedNode> torn = new LinkedHashSet<>();

    DiskFaults(Nemesis nemesis, World world) {
        this.nemesis = nemesis;
        this.world = world;
    }

    void begin(FaultClass fault, Chance chance) {
        var node = nemesis.any(chance);
        if (!node.isAlive()) {
            return;
        }
        long nanos = chance.magnitude(World.SECOND / 2, 30 * World.SECOND);
        switch (fault) {
            case LOST_WRITES -> {
                node.disk().slow(true);
                nemesis.undoAfter(nanos, () -> {
                    node.disk().slow(false);
                    if (node.tree().isWriting()) {
                        nemesis.count(fault);
                    }
                    node.crash();
                    node.disk().losePower();
                    node.startLater(chance.magnitude(World.MILLISECOND, 10 * World.SECOND));
                });
            }
            case FULL_DISK -> {
                nemesis.count(fault);
                node.disk().full(true);
                nemesis.undoAfter(nanos, () -> {
                    node.disk().full(false);
                    if (node.tree().isBroken()) {
                        node.crash();
                        node.startLater(World.SECOND);
                    }
                });
            }
            case TORN_WRITE -> tear(node, chance);
            case OLD_COPY -> copyOrRestore(node, chance, nanos);
            default -> throw new AssertionError("no fault of disks: " + fault);
        }
    }

    private void tear(SimulatedNode node, Chance chance) {
        nemesis.count(FaultClass.TORN_WRITE);
        node.crash();
        node.disk().losePower();
        node.disk().damage(chance.below(4));
        world.judge().diskChanged(node);
        world.judge().damaged(node);
        torn.add(node);
        node.startLater(chance.magnitude(World.MILLISECOND, 10 * World.SECOND));
        nemesis.undoAfter(UNTIL_REPAIRED, () -> repair(node));
    }

    /** The operator moves the store away; the node takes the tree from the others. */
    private void repair(SimulatedNode node) {
        if (torn.remove(node)) {
            node.crash();
            node.disk().format();
            world.judge().diskChanged(node);
            node.startLater(World.SECOND);
        }
    }

    private void copyOrRestore(SimulatedNode node, Chance chance, long nanos) {
        if (torn.contains(node)) {
            return;
        }
        var copy = copies.remove(node);
        if (copy == null) {
            copies.put(node, node.disk().copy());
            return;
        }
        nemesis.count(FaultClass.OLD_COPY);
        world.note(() -> node + " gets an old copy of its disk");
        node.crash();
        node.disk().restore(copy);
        world.judge().diskChanged(node);
        node.startLater(nanos);
    }

    /** All is repaired. */
    void end() {
        for (var node : world.nodes()) {
            node.disk().slow(false);
            node.disk().full(false);
        }
        List.copyOf(torn).forEach(this::repair);
    }
}
