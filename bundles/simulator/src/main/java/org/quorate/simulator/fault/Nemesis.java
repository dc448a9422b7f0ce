package org.quorate.simulator.fault;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.quorate.clusterfs.replica.Mode;
import org.quorate.simulator.FaultClass;
import org.quorate.simulator.node.SimulatedNode;
import org.quorate.simulator.world.Chance;
import org.quorate.simulator.world.Happening;
import org.quorate.simulator.world.Link;
import org.quorate.simulator.world.World;
import org.quorate.totem.Ring;

/** Makes faults begin, and end again. */
public final class Nemesis {
    private static final long MEAN_NANOS = 25 * World.SECOND;
    private static final long FOR_EVER = Long.MAX_VALUE / 2;
    private static final long STEADY_NANOS = 3 * World.SECOND;

    private final World world;
    private final Chance[] chances = new Chance[FaultClass.values().length];
    private final long[] counts = new long[FaultClass.values().length];
    private final SequencedSet<Undo> active = new LinkedHashSet<>();
    private final PacketFaults packets;
    private final ProcessFaults processes;
    private final DiskFaults disks;
    private boolean over;

    /** What ends a fault. */
    private record Undo(Runnable action) {
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return 1; // few are active at once, and an identity would differ from run to run
        }
    }

    /** Of a world that has not begun. */
    public Nemesis(World world) {
        this.world = world;
        for (var fault : FaultClass.values()) {
            chances[fault.ordinal()] = world.chance(1000 + fault.ordinal());
        }
        packets = new PacketFaults(this, world);
        processes = new ProcessFaults(this, world);
        disks = new DiskFaults(this, world);
    }

    /** Makes the first appointments. */
    public void begin() {
        for (var fault : world.setting().faults()) {
            if (fault == FaultClass.CLOCK_DRIFT) {
                drift();
            } else {
                next(fault);
            }
        }
    }

    private void drift() {
        var chance = chances[FaultClass.CLOCK_DRIFT.ordinal()];
        for (var node : world.nodes()) {
            node.clock().drift(chance.below(1001) - 500);
            count(FaultClass.CLOCK_DRIFT);
        }
    }

    private void next(FaultClass fault) {
        boolean steady = fault == FaultClass.REPLAY || fault == FaultClass.FORGE;
        long after = chances[fault.ordinal()].exponential(steady ? STEADY_NANOS : MEAN_NANOS);
        world.at(world.now() + after, Happening.Kind.FAULT, fault.ordinal(), 0, 0, null);
    }

    /** A fault of that class begins. */
    public void strike(int ordinal) {
        if (over) {
            return;
        }
        var fault = FaultClass.values()[ordinal];
        next(fault);
        begin(fault, chances[ordinal]);
    }

    private void begin(FaultClass fault, Chance chance) {
        int size = world.nodes().size();
        switch (fault) {
            case LOSS, DUPLICATE, REORDER, CORRUPT, TRUNCATE, OVERSIZED, LATENCY -> packets.begin(fault, chance);
            case REPLAY -> packets.replay(chance);
            case FORGE -> packets.forge(chance);
            case ONE_WAY -> cut(fault, oneWay(size, chance), spell(chance));
            case SILENT -> cut(fault, silent(size, chance), spell(chance));
            case FLAPPING -> flap(chance);
            case HALVES -> cut(fault, Topology.apart(size, size / 2, chance), spell(chance));
            case MINORITY -> cut(fault, Topology.apart(size, Math.ceilDiv(size, 3), chance), spell(chance));
            case ISOLATE -> cut(fault, Topology.apart(size, 1, chance), spell(chance));
            case BRIDGE -> cut(fault, Topology.bridge(Topology.shuffled(size, chance)), spell(chance));
            case MAJORITIES_RING -> cut(fault, Topology.majoritiesRing(Topology.shuffled(size, chance)), spell(chance));
            case ASYMMETRIC -> cut(fault, Topology.random(size, chance.below(400_000), chance), spell(chance));
            case SWIZZLE -> swizzle(chance);
            case CRASH, CRASH_IN_PHASE, PAUSE, RESTART_LOOP, LEAVE -> processes.begin(fault, chance);
            case LOST_WRITES, TORN_WRITE, FULL_DISK, OLD_COPY -> disks.begin(fault, chance);
            case CLOCK_JUMP -> jump(chance);
            case CLOCK_DRIFT -> throw new AssertionError("clocks drift all the time");
        }
    }

    private void jump(Chance chance) {
        count(FaultClass.CLOCK_JUMP);
        any(chance).clock().jump(chance.below(7201) - 3600);
    }

    // ---- cuts

    private static long spell(Chance chance) {
        return chance.magnitude(World.SECOND / 5, 90 * World.SECOND);
    }

    private static boolean[][] oneWay(int size, Chance chance) {
        var cut = new boolean[size][size];
        cut[chance.below(size)][chance.below(size)] = true;
        return cut;
    }

    private static boolean[][] silent(int size, Chance chance) {
        var cut = new boolean[size][size];
        java.util.Arrays.fill(cut[chance.below(size)], true);
        return cut;
    }

    /** Cuts until {@link #end()}: the node in the middle hears all. */
    public void bridge() {
        cut(FaultClass.BRIDGE, Topology.bridge(Topology.inOrder(world.nodes().size())), FOR_EVER);
    }

    /** Cuts until {@link #end()}: the circle goes as the token does. */
    public void majoritiesRing() {
        cut(
                FaultClass.MAJORITIES_RING,
                Topology.majoritiesRing(Topology.inOrder(world.nodes().size())),
                FOR_EVER);
    }

    /** Cuts until {@link #end()}: on the circle, every second node comes first. */
    public void majoritiesRingAcross() {
        int size = world.nodes().size();
        var order = new int[size];
        for (int i = 0; i < size; i++) {
            order[i] = i <= (size - 1) / 2 ? 2 * i : 2 * (i - (size + 1) / 2) + 1;
        }
        cut(FaultClass.MAJORITIES_RING, Topology.majoritiesRing(order), FOR_EVER);
    }

    /** Cuts between two groups of nodes, by their indexes, until {@link #end()}. */
    public void cut(int[] part) {
        cut(FaultClass.HALVES, Topology.parts(part), FOR_EVER);
    }

    private void cut(FaultClass fault, boolean[][] cuts, long nanos) {
        count(fault);
        world.note(() -> fault.label() + " for " + nanos / 1_000_000 + " ms: " + text(cuts));
        undoAfter(nanos, onLinks(cuts, link -> link.cuts++, link -> link.cuts--));
    }

    private static String text(boolean[][] cuts) {
        var text = new StringBuilder();
        for (int a = 0; a < cuts.length; a++) {
            text.append(" n").append(a + 1).append("-|");
            for (int b = 0; b < cuts.length; b++) {
                text.append(cuts[a][b] && a != b ? " n" + (b + 1) : "");
            }
        }
        return text.toString();
    }

    private Runnable onLinks(boolean[][] which, Consumer<Link> change, Consumer<Link> back) {
        var links = new ArrayList<Link>();
        for (int a = 0; a < which.length; a++) {
            for (int b = 0; b < which.length; b++) {
                if (which[a][b] && a != b) {
                    links.add(world.network().link(a, b));
                }
            }
        }
        links.forEach(change);
        return () -> links.forEach(back);
    }

    private void flap(Chance chance) {
        count(FaultClass.FLAPPING);
        int size = world.nodes().size();
        var cuts = Topology.apart(size, 1, chance);
        long at = 0;
        for (int i = 0; i < 3 + chance.below(20); i++) {
            at += chance.magnitude(World.MILLISECOND, 5 * World.SECOND);
            long length = chance.magnitude(World.MILLISECOND, 5 * World.SECOND);
            later(at, () -> undoAfter(length, onLinks(cuts, link -> link.cuts++, link -> link.cuts--)));
            at += length;
        }
    }

    private void swizzle(Chance chance) {
        count(FaultClass.SWIZZLE);
        int size = world.nodes().size();
        int many = 1 + chance.below(size);
        var order = Topology.shuffled(size, chance);
        for (int i = 0; i < many; i++) {
            var part = new int[size];
            part[order[i]] = 1;
            long begins = chance.between(0, 10 * World.SECOND);
            long lasts = chance.between(10 * World.SECOND, 30 * World.SECOND);
            var cuts = Topology.parts(part);
            later(begins, () -> undoAfter(lasts, onLinks(cuts, link -> link.cuts++, link -> link.cuts--)));
        }
    }

    // ---- for the classes

    /** A fault was injected. */
    public void count(FaultClass fault) {
        counts[fault.ordinal()]++;
    }

    /** How many of each class. */
    public Map<FaultClass, Long> counts() {
        var map = new EnumMap<FaultClass, Long>(FaultClass.class);
        for (var fault : FaultClass.values()) {
            if (counts[fault.ordinal()] > 0) {
                map.put(fault, counts[fault.ordinal()]);
            }
        }
        return map;
    }

    SimulatedNode any(Chance chance) {
        return world.nodes().get(chance.below(world.nodes().size()));
    }

    /** Done after a while, unless faults are over then. */
    void later(long nanos, Runnable action) {
        world.at(world.now() + nanos, Happening.Kind.END_OF_FAULT, 0, 0, 0, (Runnable) () -> {
            if (!over) {
                action.run();
            }
        });
    }

    /** Done after a while, or when faults end. */
    void undoAfter(long nanos, Runnable action) {
        var undo = new Undo(action);
        active.add(undo);
        world.at(world.now() + nanos, Happening.Kind.END_OF_FAULT, 0, 0, 0, undo);
    }

    /** What {@link #later} or {@link #undoAfter} asked for is due. */
    public void end(@Nullable Object what) {
        switch (what) {
            case Undo undo when active.remove(undo) -> undo.action.run();
            case Runnable action -> action.run();
            case null, default -> {} // ended with all others
        }
    }

    /** All faults end; dead nodes start. */
    public void end() {
        over = true;
        world.note(() -> "all faults end");
        List.copyOf(active).forEach(undo -> undo.action.run());
        active.clear();
        processes.end();
        disks.end();
    }

    // ---- what the nodes do

    /** A ring is in another phase. */
    public void phaseChanged(SimulatedNode node, Ring.Phase phase) {
        processes.phaseChanged(node, phase);
    }

    /** A replica is in another mode. */
    public void moved(SimulatedNode node, Mode mode) {
        processes.moved(node, mode);
    }
}
