package org.quorate.clusterfs.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quorate.clusterfs.tree.Change.Create;
import org.quorate.clusterfs.tree.RandomChanges;
import org.quorate.clusterfs.tree.Trees;
import org.quorate.clusterfs.wire.Mutations;

/** Members of the group that say things they have never meant: replicas, each in the same order. */
class ReplicaFuzzTest {
    private static final int ROUNDS = Boolean.getBoolean("quorate.long") ? 250 : 5;
    private static final int MESSAGES = 500;
    private static final int MOST_HEARD = 1000;

    /** The trees themselves, with versions of entries that others still hold. */
    private static final long MAX_GROWTH_BYTES = 64L << 20;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void whateverMembersSayTheTreesAreOneAfterwards(long seed) throws Exception {
        var group = new SimulatedGroup(seed, 1, 2, 3, 4, 5).start();
        long before = usedBytes();
        var random = group.random;
        var changes = new RandomChanges(random);
        var mutations = new Mutations(random);
        var heard = new ArrayList<ByteBuffer>();
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < MESSAGES; i++) {
                var node = group.node(1 + random.nextInt(5));
                switch (random.nextInt(60)) {
                    case 0 -> group.parts(random.ints(5, 0, 2).toArray());
                    case 1 -> group.parts(0, 0, 0, 0, 0);
                    case 2 -> group.tick();
                    default -> node.ask(changes.next());
                }
                node.outbox.forEach(message -> hear(heard, message, random.nextInt(MOST_HEARD)));
                group.inject(node, mutations.next(heard));
                for (int steps = random.nextInt(8); steps > 0; steps--) {
                    group.step();
                }
            }
            recover(group);
        }
        assertThat(usedBytes() - before).isLessThan(MAX_GROWTH_BYTES);
    }

    private static void hear(List<ByteBuffer> heard, ByteBuffer message, int instead) {
        if (heard.size() < MOST_HEARD) {
            heard.add(message);
        } else {
            heard.set(instead, message);
        }
    }

    /** Those that were told to be too old are started again. */
    private static void recover(SimulatedGroup group) throws Exception {
        group.settle();
        for (var node : group.nodes.values()) {
            if (!node.inGroup && node.replica.text().contains("update this node")) {
                node.crash();
                node.start();
            }
        }
        group.parts(0, 0, 0, 0, 0);
        group.settle().pass(100);
        Trees.verify(group.agreed());
        var asked = group.node(1).ask(new Create("after" + group.agreed().version()));
        group.settle();
        assertThat(asked.done).isTrue();
        assertThat(asked.acknowledged()).as("%s", group).isTrue();
        group.nodes.values().forEach(node -> node.asked.clear());
        group.log.clear();
        group.nodes.values().forEach(node -> node.reports.clear());
    }

    private static long usedBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
