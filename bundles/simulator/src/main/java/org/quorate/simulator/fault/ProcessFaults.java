package org.quorate.simulator.fault;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.quorate.clusterfs.replica.Mode;
import org.quorate.simulator.FaultClass;
import org.quorate.simulator.node.SimulatedNode;
import org.quorate.simulator.world.Chance;
import org.quorate.simulator.world.World;
import org.quorate.totem.Ring;

/** What strikes processes. Who dies comes back, at the latest when faults end. */
final class ProcessFaults {
    private static final long LONGEST_AWAY = 60 * World.SECOND;
    private static final int MOST_EFFECTS = 8;

    private final Nemesis nemesis;
    private final World world;
    private final @Nullable Trap[] traps;

    /** Where a node is to die, and after how many more effects. */
    private record Trap(
            Ring.@Nullable Phase phase, @Nullable Mode mode, int effects, long away) {}

    ProcessFaults(Nemesis nemesis, World world) {
        this.nemesis = nemesis;
        this.world = world;
        this.traps = new @Nullable Trap[world.setting().ids().size()];
    }

    void begin(FaultClass fault, Chance chance) {
        var node = nemesis.any(chance);
        long away = chance.magnitude(10 * World.MILLISECOND, LONGEST_AWAY);
        if (!node.isAlive()) {
            return;
        }
        switch (fault) {
            case CRASH -> {
                nemesis.count(fault);
                crash(node, away);
            }
            case LEAVE -> {
                nemesis.count(fault);
                node.leave();
                node.startLater(away);
            }
            case PAUSE -> {
                nemesis.count(fault);
                node.pause(chance.magnitude(50 * World.MILLISECOND, LONGEST_AWAY));
            }
            case RESTART_LOOP -> {
                nemesis.count(fault);
                long at = 0;
                for (int i = 0; i < 2 + chance.below(12); i++) {
                    at += chance.magnitude(World.SECOND / 10, 10 * World.SECOND);
                    long briefly = chance.magnitude(World.MILLISECOND, World.SECOND);
                    nemesis.later(at, () -> crash(node, briefly));
                }
            }
            case CRASH_IN_PHASE -> setTrap(node, chance, away);
            default -> throw new AssertionError("no fault of processes: " + fault);
        }
    }

    private static void crash(SimulatedNode node, long away) {
        node.crash();
        node.startLater(away);
    }

    // ---- in a phase

    private void setTrap(SimulatedNode node, Chance chance, long away) {
        int effects = chance.below(MOST_EFFECTS);
        traps[node.index()] = chance.oneIn(3)
                ? new Trap(null, Mode.values()[chance.below(Mode.values().length)], effects, away)
                : new Trap(Ring.Phase.values()[chance.below(Ring.Phase.values().length)], null, effects, away);
    }

    void phaseChanged(SimulatedNode node, Ring.Phase phase) {
        var trap = traps[node.index()];
        if (trap != null && trap.phase == phase) {
            spring(node, trap);
        }
    }

    void moved(SimulatedNode node, Mode mode) {
        var trap = traps[node.index()];
        if (trap != null && trap.mode == mode) {
            spring(node, trap);
        }
    }

    private void spring(SimulatedNode node, Trap trap) {
        traps[node.index()] = null;
        nemesis.count(FaultClass.CRASH_IN_PHASE);
        node.crashAfter(trap.effects);
        nemesis.later(trap.away, () -> node.startLater(0));
    }

    void end() {
        Arrays.fill(traps, null);
        for (var node : world.nodes()) {
            node.crashAfter(-1);
            node.startLater(0);
            node.endPause();
        }
    }
}
