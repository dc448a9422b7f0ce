package org.quorate.simulator.run;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.quorate.simulator.Plan;
import org.quorate.simulator.fault.Nemesis;
import org.quorate.simulator.node.SimulatedNode;
import org.quorate.simulator.world.Setting;
import org.quorate.simulator.world.World;

/**
 * I16 and I19 where links are cut so that not all nodes hear each other, for good: what the ring makes of it.
 *
 * @param changes rings that were installed, on the node with most of them
 * @param stableAfterNanos from the cut until the ring that is quorate in the end was there; -1 if none is
 * @param rings who is together in the end
 */
public record ConstantFault(
        String name, int nodes, long nanos, int changes, long stableAfterNanos, List<List<Integer>> rings) {
    private static final long BEFORE = 60 * World.SECOND;

    /** What can be cut. */
    public enum Shape {
        /** Two halves that one node hears both. */
        BRIDGE(Nemesis::bridge),
        /** Each hears as many neighbours on a circle as make a majority with it; the circle goes as the token does. */
        MAJORITIES_RING(Nemesis::majoritiesRing),
        /** The same on another circle, so that the token of all has to pass cut links. */
        MAJORITIES_RING_ACROSS(Nemesis::majoritiesRingAcross);

        private final Consumer<Nemesis> cut;

        Shape(Consumer<Nemesis> cut) {
            this.cut = cut;
        }
    }

    /** One ring for a minute, then so many minutes with the cut. */
    public static ConstantFault of(Shape shape, int nodes, long seed, int minutes) {
        return of(shape, new World(plan(nodes, seed, minutes), setting(nodes), false), minutes);
    }

    /** The same where no node leads frames around cut links, as corosync's do not. */
    public static ConstantFault withoutRelay(Shape shape, int nodes, long seed, int minutes) {
        return of(shape, new World(plan(nodes, seed, minutes), setting(nodes).withNoRelay(), false), minutes);
    }

    /** As {@link #of(Shape, int, long, int)}, in a world that may have a transcript. */
    static ConstantFault of(Shape shape, World world, int minutes) {
        world.begin();
        world.run(BEFORE);
        int[] before = world.nodes().stream().mapToInt(SimulatedNode::rings).toArray();
        shape.cut.accept(world.nemesis());
        long nanos = minutes * 60 * World.SECOND;
        world.run(BEFORE + nanos);
        int most = world.nodes().stream()
                .mapToInt(node -> node.rings() - before[node.index()])
                .max()
                .orElse(0);
        long stable = world.nodes().stream()
                .filter(ConstantFault::isStable)
                .mapToLong(node -> Math.max(0, node.installedAt() - BEFORE))
                .max()
                .orElse(-1);
        var rings = world.nodes().stream()
                .map(SimulatedNode::members)
                .distinct()
                .sorted(Comparator.comparing(List::toString))
                .toList();
        return new ConstantFault(shape.name(), world.nodes().size(), nanos, most, stable, rings);
    }

    static Plan plan(int nodes, long seed, int minutes) {
        return new Plan(seed, minutes * 60, nodes, Set.of(), false);
    }

    /** Corosync's defaults, in one room. */
    static Setting setting(int nodes) {
        var ids = IntStream.rangeClosed(1, nodes).boxed().toList();
        int token = 3000 + Math.max(0, nodes - 2) * 650;
        return new Setting(ids, token, 100_000, 2 * World.SECOND, 2 * World.SECOND, Setting.Rules.MAJORITY, Set.of());
    }

    /** Quorate, and all members say so of the same ring. */
    private static boolean isStable(SimulatedNode node) {
        return node.isQuorate()
                && node.executive().isSynchronised()
                && node.isOperational()
                && node.members().stream()
                        .map(node.world()::node)
                        .allMatch(other -> other != null && other.ring().equals(node.ring()) && other.isQuorate());
    }

    /** For people. */
    @Override
    public String toString() {
        return String.format(
                "%s, %d nodes, %d min: %d changes of membership; %s; in the end %s",
                name,
                nodes,
                nanos / World.SECOND / 60,
                changes,
                stableAfterNanos < 0
                        ? "no quorate ring in the end"
                        : String.format("the quorate ring of the end was there after %.1f s", stableAfterNanos / 1e9),
                rings);
    }

    /** Prints what the ring makes of bridge and majorities-ring; {@code --trace} prints the first minutes, too. */
    public static void main(String[] words) {
        int minutes = 10;
        for (var shape : Shape.values()) {
            for (int nodes : new int[] {3, 5, 7}) {
                System.out.println(of(shape, nodes, 1, minutes));
                System.out.println("without relay: " + withoutRelay(shape, nodes, 1, minutes));
            }
        }
        if (List.of(words).contains("--trace")) {
            var world = new World(plan(3, 1, 1), setting(3), true);
            of(Shape.BRIDGE, world, 1);
            world.transcript().forEach(System.out::println);
        }
    }
}
