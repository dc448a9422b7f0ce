package org.quorate.clusterfs.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.quorate.clusterfs.tree.Change;
import org.quorate.clusterfs.tree.Tree;
import org.quorate.clusterfs.wire.Bytes;
import org.quorate.clusterfs.wire.Operation;
import org.quorate.clusterfs.wire.OperationCodec;

/**
 * Replicas over a perfect process group: one order of messages and memberships for all members of a part of the
 * network. Parts can be cut and healed; what a node has not sent when that happens it sends in its new part. Time
 * moves only when it is told to. Quorum is counted over the members of the group, so a node whose process is out of the
 * group has no vote; with other rules a vote can come without the data, and nothing is promised then. Everything that may happen in another order is drawn from the seed.
 */
final class SimulatedGroup {
    final TreeMap<Integer, SimulatedNode> nodes = new TreeMap<>();
    final List<String> log = new ArrayList<>();
    final Random random;
    private long nanos = 1_000_000_000_000L;

    SimulatedGroup(long seed, int... ids) {
        random = new Random(seed);
        for (int id : ids) {
            nodes.put(id, new SimulatedNode(id, this));
        }
    }

    static SimulatedGroup of(int... ids) {
        return new SimulatedGroup(1, ids);
    }

    SimulatedNode node(int id) {
        return java.util.Objects.requireNonNull(nodes.get(id));
    }

    Moment now() {
        return new Moment(nanos, (int) (nanos / 1_000_000_000L));
    }

    SimulatedGroup start() {
        nodes.values().forEach(SimulatedNode::start);
        return settle();
    }

    /** Gives each node its part of the network, in the order of the ids. */
    void parts(int... parts) {
        int i = 0;
        for (var node : nodes.values()) {
            node.part = parts[i++];
        }
        reconfigure();
    }

    /** Tells everybody who has other companions now. */
    void reconfigure() {
        for (var node : nodes.values()) {
            if (!node.alive) {
                continue;
            }
            var together = nodes.values().stream()
                    .filter(other -> other.alive && other.part == node.part)
                    .toList();
            node.quorum(together.stream().filter(other -> other.inGroup).count() > nodes.size() / 2);
            if (node.inGroup) {
                node.membership(together.stream()
                        .filter(other -> other.inGroup)
                        .map(other -> other.member)
                        .sorted()
                        .toList());
            }
        }
    }

    /** The next message of a node gets its place in the order. */
    void order(SimulatedNode sender) {
        var message = sender.outbox.poll();
        if (message == null || !sender.inGroup) {
            return;
        }
        for (var node : nodes.values()) {
            if (node.alive && node.inGroup && node.part == sender.part) {
                node.inbox.add(new ReplicaEvent.Delivered(sender.member, message.asReadOnlyBuffer()));
            }
        }
    }

    /** A message from outside the rules, in the name of a member. */
    void inject(SimulatedNode sender, ByteBuffer... message) {
        sender.outbox.add(Bytes.join(message));
    }

    static ByteBuffer[] change(Change change, long count) {
        return OperationCodec.encode(new Operation.Make(change), 5000, count);
    }

    /** One thing happens somewhere, if anything can. */
    boolean step() {
        var able = nodes.values().stream().filter(SimulatedNode::canAct).toList();
        if (able.isEmpty()) {
            return false;
        }
        able.get(random.nextInt(able.size())).act(random);
        verify();
        return true;
    }

    /** Everything that can happen without time going on happens. */
    SimulatedGroup settle() {
        for (int i = 0; step(); i++) {
            assertThat(i).as("comes to rest; %s", this).isLessThan(1_000_000);
        }
        return this;
    }

    /** Time goes on, second by second. */
    SimulatedGroup pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            tick();
            settle();
        }
        return this;
    }

    void tick() {
        nanos += 1_000_000_000L;
        List.copyOf(nodes.values()).forEach(SimulatedNode::tick);
    }

    /** Members that are synced together are equal where their versions are. */
    private void verify() {
        SimulatedNode last = null;
        for (var node : nodes.values()) {
            if (!node.alive || node.replica.mode() != Mode.SYNCED) {
                continue;
            }
            if (last != null
                    && last.tree().version() == node.tree().version()
                    && last.replica.members().equals(node.replica.members())
                    && last.tree() != node.tree()) {
                assertThat(Arrays.equals(
                                last.tree().root().digest(), node.tree().root().digest()))
                        .as(
                                "%s and %s at version %d\n%s",
                                last, node, node.tree().version(), this)
                        .isTrue();
            }
            last = node;
        }
    }

    /** All live nodes are synced and have the same tree. */
    Tree agreed() {
        Tree tree = null;
        for (var node : nodes.values()) {
            if (node.alive) {
                assertThat(node.replica.mode()).as("%s\n%s", node, this).isEqualTo(Mode.SYNCED);
                if (tree != null) {
                    assertThat(node.tree().index()).as("%s\n%s", node, this).isEqualTo(tree.index());
                }
                tree = node.tree();
            }
        }
        return java.util.Objects.requireNonNull(tree);
    }

    @Override
    public String toString() {
        return String.join("\n", log.subList(Math.max(0, log.size() - 60), log.size()));
    }
}
