package org.quorate.simulator.scenario;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.quorate.simulator.Plan;
import org.quorate.simulator.node.SimulatedNode;
import org.quorate.simulator.world.Link;
import org.quorate.simulator.world.Setting;
import org.quorate.simulator.world.World;

/** Nodes 1 to n in one room, with corosync's defaults; nothing goes wrong but what a scenario makes go wrong. */
final class Cluster {
    static final long MILLIS = World.MILLISECOND;

    final World world;

    private Cluster(World world) {
        this.world = world;
    }

    static Cluster of(int nodes) {
        return of(nodes, 2 * World.SECOND);
    }

    /** With writes and messages that come so often. */
    static Cluster of(int nodes, long loadNanos) {
        var ids = IntStream.rangeClosed(1, nodes).boxed().toList();
        int token = 3000 + Math.max(0, nodes - 2) * 650;
        var setting = new Setting(ids, token, 100_000, loadNanos, loadNanos, Setting.Rules.MAJORITY, Set.of());
        return new Cluster(new World(new Plan(1, 600, nodes, Set.of(), false), setting, false));
    }

    Cluster start() {
        world.begin();
        return this;
    }

    Cluster startWithoutLoad() {
        world.begin(false);
        return this;
    }

    void advanceMillis(long millis) {
        world.run(world.now() + millis * MILLIS);
    }

    SimulatedNode node(int id) {
        return world.nodes().get(id - 1);
    }

    Link link(int from, int to) {
        return world.network().link(from - 1, to - 1);
    }

    void cut(int a, int b) {
        link(a, b).cuts++;
        link(b, a).cuts++;
    }

    void join(int a, int b) {
        link(a, b).cuts--;
        link(b, a).cuts--;
    }

    List<Integer> members(int id) {
        return node(id).members();
    }

    /** Token timeout and consensus: a dead node is missed after that, and a little for the new ring. */
    long detectionMillis() {
        return world.setting().tokenMillis() * 22L / 10 + 200;
    }

    int rings() {
        return world.nodes().stream().mapToInt(SimulatedNode::rings).sum();
    }

    /** All members of one ring that are ready to work. */
    boolean isOneRing(int... ids) {
        var expected = IntStream.of(ids).boxed().toList();
        return IntStream.of(ids)
                .allMatch(id -> members(id).equals(expected)
                        && node(id).isOperational()
                        && node(id).executive().isSynchronised()
                        && node(id).ring().equals(node(ids[0]).ring()));
    }
}
