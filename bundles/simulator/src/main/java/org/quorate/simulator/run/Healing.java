package org.quorate.simulator.run;

import java.util.ArrayList;
import java.util.List;
import org.quorate.simulator.Invariant;
import org.quorate.simulator.invariant.Violation;
import org.quorate.simulator.node.SimulatedNode;
import org.quorate.simulator.world.Chance;
import org.quorate.simulator.world.World;

/**
 * The end of a run: faults end, for all or for a core that has quorum while the others stay cut off or dead, and the
 * cluster must recover within bounds.
 */
public final class Healing {
    /** I16: so many token timeouts and this on top. */
    private static final int TOKENS = 5;

    private static final long ON_TOP = 2 * World.SECOND;

    /** What the replica's own patience comes to when all that can go wrong before has gone wrong. */
    private static final long REPLICAS = 420 * World.SECOND;

    private static final long STEP = World.SECOND / 10;
    private static final long REST = 15 * World.SECOND;

    private final World world;

    /** Of a world whose time of faults is over. */
    public Healing(World world) {
        this.world = world;
    }

    /** Heals, waits and checks. */
    public void heal() {
        var core = chooseCore(world.chance(5));
        world.note(() -> "healthy from now on: " + core);
        long begun = world.now();
        long bound = begun + TOKENS * world.setting().tokenMillis() * World.MILLISECOND + ON_TOP;
        world.run(bound);
        if (!areInOneRing(core)) {
            throw late(core);
        }
        world.judge().checked(Invariant.I16);
        for (long at = bound; !areSynced(core); at += STEP) {
            if (at - begun > REPLICAS) {
                throw world.judge().violated(Invariant.I18, "not synced: " + unsynced(core));
            }
            world.run(at + STEP);
        }
        world.judge().checked(Invariant.I18);
        world.client().end();
        world.run(world.now() + REST);
        world.judge().atRest(core);
    }

    /** All, or the first that have a majority of votes; the others are cut off from it. */
    private List<SimulatedNode> chooseCore(Chance chance) {
        world.nemesis().end();
        var all = world.nodes();
        if (all.size() < 3 || !world.setting().majorityIsQuorate() || chance.oneIn(2)) {
            return all;
        }
        int few = 1 + chance.below((all.size() - 1) / 2);
        boolean dead = chance.oneIn(2);
        var part = new int[all.size()];
        var core = new ArrayList<SimulatedNode>();
        int from = chance.below(all.size());
        for (int i = 0; i < all.size(); i++) {
            var node = all.get((from + i) % all.size());
            if (i < few) {
                part[node.index()] = 1;
                if (dead) {
                    node.crash();
                }
            } else {
                core.add(node);
            }
        }
        world.nemesis().cut(part);
        return core;
    }

    private static boolean areInOneRing(List<SimulatedNode> core) {
        return core.stream().allMatch(node -> isInOneRing(node, core));
    }

    private Violation late(List<SimulatedNode> core) {
        var node =
                core.stream().filter(one -> !isInOneRing(one, core)).findFirst().orElse(core.getFirst());
        return world.judge()
                .violated(
                        Invariant.I16,
                        node + " is in ring " + node.ring() + " of "
                                + node.members().size() + " nodes, phase "
                                + node.executive().ring().phase() + ", and not in one ring with all of " + core);
    }

    private static boolean isInOneRing(SimulatedNode node, List<SimulatedNode> core) {
        var first = core.getFirst();
        return node.isAlive()
                && node.isOperational()
                && node.executive().isSynchronised()
                && node.ring().equals(first.ring())
                && node.members().size() == core.size()
                && node.isQuorate();
    }

    private static boolean areSynced(List<SimulatedNode> core) {
        return core.stream().allMatch(Healing::isSynced);
    }

    private static boolean isSynced(SimulatedNode node) {
        return node.executive().isSynchronised()
                && node.tree().isSynced()
                && node.tree().isOpen();
    }

    private static String unsynced(List<SimulatedNode> core) {
        var text = new StringBuilder();
        for (var node : core) {
            if (!isSynced(node)) {
                var replica = node.tree().replica();
                text.append(node)
                        .append(" (")
                        .append(replica == null ? "no replica" : replica.text())
                        .append(") ");
            }
        }
        return text.toString();
    }
}
