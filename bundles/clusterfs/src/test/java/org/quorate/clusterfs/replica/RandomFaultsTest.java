package org.quorate.clusterfs.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.quorate.clusterfs.tree.Change.Create;
import org.quorate.clusterfs.tree.Entry;
import org.quorate.clusterfs.tree.RandomChanges;
import org.quorate.clusterfs.tree.Trees;

class RandomFaultsTest {
    @ParameterizedTest
    @MethodSource("seeds")
    void whatWasAcknowledgedStaysAndAllAgreeInTheEnd(long seed) throws Exception {
        run(seed);
    }

    /** More of them with {@code -Dsimulation.seeds=1000}. */
    static LongStream seeds() {
        return LongStream.range(0, Long.getLong("simulation.seeds", 30));
    }

    @Test
    void theSameSeedGivesTheSameLog() throws Exception {
        assertThat(run(99).log).isEqualTo(run(99).log);
    }

    private static SimulatedGroup run(long seed) throws Exception {
        var group = new SimulatedGroup(seed, 1, 2, 3, 4, 5).start();
        var random = group.random;
        var changes = new RandomChanges(random);
        var kept = new ArrayList<SimulatedNode.Asked>();
        for (int i = 0; i < 20_000; i++) {
            var node = group.node(1 + random.nextInt(5));
            switch (random.nextInt(400)) {
                case 0 -> group.parts(random.ints(5, 0, 2).toArray());
                case 1, 2 -> group.parts(0, 0, 0, 0, 0);
                case 3 -> crashOne(group, node);
                case 4, 5, 6 ->
                    group.nodes.values().stream().filter(other -> !other.alive).forEach(SimulatedNode::start);
                case 7, 8, 9 -> group.tick();
                case 10, 11, 12, 13, 14, 15, 16, 17, 18, 19 -> {
                    if (node.alive) {
                        kept.add(node.ask(new Create("kept" + kept.size())));
                    }
                }
                default -> {
                    if (node.alive && random.nextInt(10) == 0) {
                        node.ask(changes.next());
                    }
                    group.step();
                }
            }
        }
        group.nodes.values().stream().filter(node -> !node.alive).forEach(SimulatedNode::start);
        group.parts(0, 0, 0, 0, 0);
        group.settle().pass(300);
        var tree = group.agreed();
        Trees.verify(tree);
        var names = tree.children(0).stream().map(Entry::name).toList();
        for (int i = 0; i < kept.size(); i++) {
            if (kept.get(i).acknowledged()) {
                assertThat(names).as("seed %d\n%s", seed, group).contains("kept" + i);
            }
        }
        assertThat(kept.stream().filter(SimulatedNode.Asked::acknowledged).count())
                .isGreaterThan(10);
        assertThat(kept.stream().filter(asked -> !asked.done)).isEmpty();
        group.log.add(List.of(tree.version(), tree.entries()).toString());
        return group;
    }

    /** One node at a time, and only when a majority has what was acknowledged. */
    private static void crashOne(SimulatedGroup group, SimulatedNode node) {
        boolean whole = group.nodes.values().stream()
                .allMatch(other -> other.alive && other.part == 0 && other.replica.mode() == Mode.SYNCED);
        if (whole) {
            node.crash();
        }
    }
}
