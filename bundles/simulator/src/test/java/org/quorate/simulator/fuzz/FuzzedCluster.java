package org.quorate.simulator.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.quorate.clusterfs.replica.Mode;
import org.quorate.clusterfs.replica.Replica;
import org.quorate.clusterfs.tree.Tree;
import org.quorate.simulator.Plan;
import org.quorate.simulator.invariant.Judge;
import org.quorate.simulator.invariant.Violation;
import org.quorate.simulator.node.SimulatedNode;
import org.quorate.simulator.run.Healing;
import org.quorate.simulator.world.Setting;
import org.quorate.simulator.world.World;
import org.quorate.totem.frame.Frame;
import org.quorate.totem.frame.FrameCodec;
import org.quorate.totem.frame.MalformedFrameException;
import org.quorate.totem.frame.Multicast;
import org.quorate.totem.frame.RingId;
import org.quorate.totem.frame.Token;

/** Three nodes that work, with all that a node has, and somebody who sends what nobody has said. */
final class FuzzedCluster {
    private static final int NODES = 3;
    /** It takes a millisecond to look at a node. */
    private static final int LOOKS_ONE_IN = 16;

    private static final int TOKEN_MILLIS = 1000;
    private static final long LATENCY_NANOS = 100_000;
    private static final long LOAD_NANOS = 200 * World.MILLISECOND;

    /** I16's bound, and the known gap on top of it. */
    private static final long RING_PATIENCE = 127 * World.SECOND;

    private static final long OPERATOR_PATIENCE = 60 * World.SECOND;

    /** The replica's own patience doubles with each failure, up to five minutes. */
    private static final long TREE_PATIENCE = 900 * World.SECOND;

    private final Random random;
    private final World world;
    private final Corpus corpus;
    private final Liar liar;
    private RingId ring = RingId.NONE;
    private Token token = new Token(0, 0, 0, 0, 0, RingId.NONE, 0, 0, false, List.of());
    private int highSeq;
    private long packets;
    private long frames;
    private int restarts;
    private long longest;

    /**
     * A cluster in good health.
     *
     * @param liars whether that is believed; else the simulator's invariants are checked all the time
     */
    FuzzedCluster(long seed, boolean liars) {
        random = new Random(seed);
        var setting = new Setting(
                List.of(1, 2, 3),
                TOKEN_MILLIS,
                LATENCY_NANOS,
                LOAD_NANOS,
                LOAD_NANOS,
                Setting.Rules.MAJORITY,
                Set.of());
        world = new World(new Plan(seed, 3600, NODES, Set.of(), false), setting, false, liars);
        corpus = new Corpus(random);
        liar = new Liar(random, corpus, world.nodes());
        world.network().listen(frame -> {
            corpus.add(frame);
            follow(frame);
        });
        world.begin();
        pass(20 * World.SECOND);
        for (var node : world.nodes()) {
            node.crash();
            pass(5 * World.SECOND);
            node.startLater(0);
            pass(10 * World.SECOND);
            node.leave();
            pass(World.SECOND);
            node.startLater(0);
            pass(10 * World.SECOND);
        }
        await(RING_PATIENCE, this::isOneRing, "one ring");
        await(TREE_PATIENCE, this::isEqual, "one tree");
        world.network().listen(this::follow);
    }

    /** Where the ring is. */
    private void follow(Frame frame) {
        if (frame instanceof Token next && !next.ring().equals(ring)) {
            ring = next.ring();
            highSeq = next.seq();
        }
        if (frame instanceof Token next) {
            token = next;
        } else if (frame instanceof Multicast packet && packet.isOf(ring) && packet.seq() - highSeq > 0) {
            highSeq = packet.seq();
        }
    }

    private void pass(long nanos) {
        world.run(world.now() + nanos);
    }

    // ---- lies

    /** So many packets, in bursts, with the load going on. */
    void lie(int count) {
        for (long until = packets + count; packets < until; ) {
            pass(random.nextInt(100) == 0 ? random.nextLong(2 * World.SECOND) : random.nextLong(World.MILLISECOND / 2));
            if (random.nextInt(5000) == 0) {
                restartTheDead();
            }
            int to = random.nextInt(2 * NODES);
            for (var packet : liar.next(new Liar.View(ring, token, highSeq))) {
                packets++;
                frame(packet).ifPresent(frame -> tell(frame, packet, to));
            }
        }
    }

    /** Whether it is a frame at all. */
    private static Optional<Frame> frame(byte[] packet) {
        try {
            return Optional.of(FrameCodec.decode(ByteBuffer.wrap(packet)));
        } catch (MalformedFrameException e) {
            return Optional.empty();
        }
    }

    /** One node, or all. */
    private void tell(Frame frame, byte[] packet, int to) {
        frames++;
        for (var node : world.nodes()) {
            if (to >= NODES || node.index() == to) {
                try {
                    node.hear(frame);
                } catch (Violation e) {
                    throw new AssertionError(
                            e.failure() + "; packet " + packets + ": "
                                    + HexFormat.of().formatHex(packet),
                            e);
                }
            }
        }
    }

    /** So many packets of which each must be ignored by the node that gets it. Most of them, also what they are is looked at. */
    void disturb(int count) {
        for (long until = packets + count; packets < until; ) {
            pass(random.nextLong(World.MILLISECOND));
            var node = world.nodes().get(random.nextInt(NODES));
            for (var packet : liar.next(new Liar.View(ring, token, highSeq))) {
                frame(packet).filter(frame -> Judge.mustBeIgnored(node, frame)).ifPresent(frame -> {
                    packets++;
                    boolean looks = random.nextInt(LOOKS_ONE_IN) == 0;
                    long before = looks ? state(node) : 0;
                    tell(frame, packet, node.index());
                    if (looks) {
                        assertThat(state(node))
                                .as(
                                        "state of %s after %s, %s",
                                        node, frame, HexFormat.of().formatHex(packet))
                                .isEqualTo(before);
                    }
                });
            }
        }
    }

    private static long state(SimulatedNode node) {
        return Reach.digest(List.of(node.executive(), node.tree()), SimulatedNode.class);
    }

    /** The rings that the nodes have been in. */
    int rings() {
        return world.nodes().stream().mapToInt(SimulatedNode::rings).sum();
    }

    /** The simulator's own end of a run: everything that was acknowledged is there, and all trees are one. */
    void heal() {
        new Healing(world).heal();
    }

    long frames() {
        return frames;
    }

    // ---- afterwards

    /** Who was told to end, or that it is too old, is started again, as an operator would. */
    private void restartTheDead() {
        for (var node : world.nodes()) {
            var replica = node.tree().replica();
            if (node.isAlive()
                    && replica != null
                    && replica.mode() == Mode.LEFT
                    && replica.text().contains("update")) {
                node.crash();
            }
            if (!node.isAlive()) {
                restarts++;
                node.startLater(0);
            }
        }
    }

    /** A member can ask for more votes than there are; all obey, and an operator has to ask for fewer or start them again. */
    private void restartTheInquorate() {
        if (world.nodes().stream().allMatch(node -> node.isOperational() && !node.isQuorate())) {
            world.nodes().forEach(SimulatedNode::crash);
        }
    }

    /** Waits until all is as it was; then a node is exchanged, and its tree must become that of the others. */
    void recover() {
        long begun = world.now();
        await(RING_PATIENCE, this::isOneRing, "one ring");
        longest = Math.max(longest, world.now() - begun);
        var one = world.nodes().get(random.nextInt(NODES));
        one.crash();
        pass(5 * World.SECOND);
        one.startLater(0);
        await(RING_PATIENCE, this::isOneRing, "one ring with the node");
        await(TREE_PATIENCE, this::isSynced, "all synced");
        long version = tree(one).version();
        await(TREE_PATIENCE, () -> isEqual() && tree(one).version() > version, "one tree, which changes");
        for (var node : world.nodes()) {
            assertThat(node.tree().isOpen()).isTrue();
            assertThat(node.count().totalVotes()).isEqualTo(NODES);
        }
    }

    private void await(long patience, BooleanSupplier condition, String what) {
        long begun = world.now();
        while (!condition.getAsBoolean()) {
            restartTheDead();
            assertThat(world.now() - begun).as("%s; %s", what, this).isLessThan(patience);
            if (world.now() - begun > OPERATOR_PATIENCE) {
                restartTheInquorate();
            }
            pass(World.SECOND / 100 + random.nextInt(1_000_000));
        }
    }

    private boolean isOneRing() {
        var first = world.nodes().getFirst();
        return world.nodes().stream()
                .allMatch(node -> node.isAlive()
                        && node.isOperational()
                        && node.executive().isSynchronised()
                        && node.ring().equals(first.ring())
                        && node.members().size() == NODES
                        && node.isQuorate());
    }

    private boolean isSynced() {
        return world.nodes().stream()
                .allMatch(node ->
                        node.isAlive() && node.tree().isSynced() && node.tree().isOpen());
    }

    private boolean isEqual() {
        var first = tree(world.nodes().getFirst());
        return isSynced()
                && world.nodes().stream().allMatch(node -> tree(node).index().equals(first.index()));
    }

    private static Tree tree(SimulatedNode node) {
        return Objects.requireNonNull(node.tree().replica()).tree();
    }

    /** What all cores keep, the content of the tree left aside. */
    long bytes() {
        long bytes = 0;
        for (var node : world.nodes()) {
            bytes += Reach.bytes(List.of(node.executive(), node.tree()), Tree.class, SimulatedNode.class);
        }
        return bytes;
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        for (var node : world.nodes()) {
            Replica replica = node.tree().replica();
            text.append(node)
                    .append(node.isAlive() ? " in ring " : " dead, in ring ")
                    .append(node.ring())
                    .append(' ')
                    .append(node.members())
                    .append(", ")
                    .append(node.executive().ring().phase())
                    .append(", ")
                    .append(node.executive().isSynchronised() ? ", synchronised, " : ", not synchronised, ")
                    .append(node.isQuorate() ? "quorate, " : "inquorate, ")
                    .append(replica == null ? "no replica" : replica.text())
                    .append(replica == null ? "" : ", version " + replica.tree().version() + " of " + replica.members())
                    .append("; ");
        }
        return text + "last " + token + "; " + packets + " packets, " + frames + " frames, " + restarts
                + " restarts, longest without a ring " + longest / World.MILLISECOND + " ms, " + bytes() + " bytes";
    }
}
