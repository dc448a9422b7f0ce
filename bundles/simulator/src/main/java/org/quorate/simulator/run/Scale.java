package org.quorate.simulator.run;

import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.quorate.simulator.Plan;
import org.quorate.simulator.node.SimulatedNode;
import org.quorate.simulator.world.Setting;
import org.quorate.simulator.world.World;

/**
 * What the number of nodes costs, without faults: 0.1 ms from node to node, the token's timeout of corosync's defaults.
 *
 * @param formedNanos from the first start until all are in one ring; they start within 50 ms
 * @param rotationNanos of the token, under load
 * @param noticedNanos from the death of a node until the first of the others looks for members
 * @param newRingNanos from there until all the others are in one ring
 */
public record Scale(
        int nodes, int tokenMillis, long formedNanos, long rotationNanos, long noticedNanos, long newRingNanos) {
    private static final long STEP = World.MILLISECOND;
    private static final long MEASURED = 2 * World.SECOND;

    /** So many nodes, in one room. */
    public static Scale of(int nodes) {
        int token = 3000 + Math.max(0, nodes - 2) * 650;
        var ids = IntStream.rangeClosed(1, nodes).boxed().toList();
        var setting = new Setting(
                ids, token, 100_000, World.MILLISECOND, World.MILLISECOND, Setting.Rules.MAJORITY, Set.of());
        var world = new World(new Plan(1, 60, nodes, Set.of(), false), setting, false);
        world.begin(false);
        long formed = await(world, () -> isWhole(world, nodes));

        world.client().begin();
        world.run(world.now() + World.SECOND);
        int before = visits(world);
        world.run(world.now() + MEASURED);
        long rotation = MEASURED * nodes / (visits(world) - before);

        long death = world.now();
        world.nodes().getLast().crash();
        long noticed = await(world, () -> world.nodes().stream().anyMatch(Scale::isLooking));
        long whole = await(world, () -> isWhole(world, nodes - 1));
        return new Scale(nodes, token, formed, rotation, noticed - death, whole - noticed);
    }

    private static long await(World world, BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            world.run(world.now() + STEP);
        }
        return world.now();
    }

    private static boolean isWhole(World world, int nodes) {
        return nodes
                == world.nodes().stream()
                        .filter(SimulatedNode::isAlive)
                        .filter(node -> node.isOperational() && node.members().size() == nodes)
                        .count();
    }

    private static boolean isLooking(SimulatedNode node) {
        return node.isAlive() && !node.isOperational();
    }

    private static int visits(World world) {
        return world.judge().lastToken(world.nodes().getFirst()).tokenSeq();
    }

    /** For people. */
    @Override
    public String toString() {
        return String.format(
                "%3d nodes, token %5d ms: one ring after %6.2f s, rotation %6.2f ms, death noticed after %6.2f s, new ring"
                        + " %6.2f s later",
                nodes, tokenMillis, formedNanos / 1e9, rotationNanos / 1e6, noticedNanos / 1e9, newRingNanos / 1e9);
    }

    /** Prints the table. */
    public static void main(String[] words) {
        for (int nodes : new int[] {2, 3, 5, 8, 16, 32, 64}) {
            System.out.println(of(nodes));
        }
    }
}
