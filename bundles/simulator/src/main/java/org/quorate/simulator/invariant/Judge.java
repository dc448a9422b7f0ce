package org.quorate.simulator.invariant;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.quorate.clusterfs.replica.ReplicaEffect;
import org.quorate.clusterfs.tree.Entry;
import org.quorate.clusterfs.tree.Tree;
import org.quorate.quorum.votes.VoteCount;
import org.quorate.simulator.Invariant;
import org.quorate.simulator.Outcome.Failure;
import org.quorate.simulator.node.Request;
import org.quorate.simulator.node.SimulatedNode;
import org.quorate.simulator.world.World;
import org.quorate.totem.frame.Frame;
import org.quorate.totem.frame.Multicast;
import org.quorate.totem.frame.RingId;
import org.quorate.totem.frame.Token;

/** Hears all that happens, and asks those whom it concerns. */
public final class Judge {
    private static final int MAX_GAPS = 20;

    private final World world;
    private final long[] checks = new long[Invariant.values().length];
    private final List<Failure> gaps = new ArrayList<>();
    private final OneQuorateRing quorum;
    private final AgreedOrder order;
    private final StableIsEverywhere stable;
    private final FewRings stability;
    private final AcknowledgedSurvives writes;
    private final EqualReplicas replicas;
    private final OneHolder lock;
    private final VersionsGrow versions;
    private final StrangersChangeNothing strangers;
    private final DamageIsRefused storage;
    private final boolean liars;

    /**
     * Of a world.
     *
     * @param liars whether somebody speaks in the name of nodes: what they seem to say proves nothing, so that only
     *     defects, and what comes after the lies, are looked at
     */
    public Judge(World world, boolean liars) {
        this.world = world;
        this.liars = liars;
        this.quorum = new OneQuorateRing(this, world);
        this.order = new AgreedOrder(this, world);
        this.stable = new StableIsEverywhere(this, world, order);
        this.stability = new FewRings(this, world);
        this.writes = new AcknowledgedSurvives(this, world);
        this.replicas = new EqualReplicas(this);
        this.lock = new OneHolder(this, world);
        this.versions = new VersionsGrow(this, world);
        this.strangers = new StrangersChangeNothing(this);
        this.storage = new DamageIsRefused(this, world);
    }

    /** Whether a frame must change nothing at a node, as it is of an older ring or of somebody outside. */
    public static boolean mustBeIgnored(SimulatedNode node, Frame frame) {
        return StrangersChangeNothing.mustBeIgnored(node, frame);
    }

    // ---- results

    /** Something was looked at, and is as it must be. */
    public void checked(Invariant invariant) {
        checks[invariant.ordinal()]++;
    }

    /** Something is not as it must be; to be thrown. */
    public Violation violated(Invariant invariant, String text) {
        world.note(() -> "VIOLATED " + invariant + ": " + text);
        return new Violation(new Failure(invariant, world.now(), text));
    }

    /** Something does not hold, and it is known why; the run goes on. */
    public void gap(Invariant invariant, String text) {
        world.note(() -> "known gap " + invariant + ": " + text);
        if (gaps.size() < MAX_GAPS) {
            gaps.add(new Failure(invariant, world.now(), text));
        }
    }

    /** How often each was checked. */
    public Map<Invariant, Long> checks() {
        var counts = new EnumMap<Invariant, Long>(Invariant.class);
        for (var invariant : Invariant.values()) {
            counts.put(invariant, checks[invariant.ordinal()]);
        }
        return counts;
    }

    /** What does not hold, and is known. */
    public List<Failure> gaps() {
        return List.copyOf(gaps);
    }

    /** The token that a node has seen last in its ring, as far as it is known: ring and numbers. */
    public Token lastToken(SimulatedNode node) {
        return stable.lastToken(node);
    }

    /** Whether somebody speaks in the name of nodes. */
    public boolean hasLiars() {
        return liars;
    }

    // ---- what happens

    /** A node starts. */
    public void started(SimulatedNode node) {
        if (!liars) {
            order.started(node);
        }
    }

    /** A node is gone. */
    public void died(SimulatedNode node) {
        world.client().died(node);
    }

    /** A frame was taken out of the network that nobody sent now. */
    public void beforeForged(SimulatedNode node, Frame frame) {
        if (!liars) {
            strangers.before(node, frame);
        }
    }

    /** It was handled. */
    public void afterForged(SimulatedNode node, Frame frame) {
        if (!liars) {
            strangers.after(node, frame);
        }
    }

    /** A token is about to be handled. */
    public void tokenComes(SimulatedNode node, Token token) {
        if (!liars) {
            stable.tokenComes(node, token);
        }
    }

    /** A packet came in its place in the order. */
    public void delivered(SimulatedNode node, Multicast multicast) {
        if (!liars) {
            order.delivered(node, multicast);
        }
    }

    /** A node goes on with these. */
    public void transitional(SimulatedNode node, RingId next, List<Integer> together) {
        if (!liars) {
            order.transitional(node, together);
        }
    }

    /** A node has a new ring. */
    public void installed(SimulatedNode node, RingId ring, List<Integer> members) {
        if (!liars) {
            order.installed(node, ring, members);
            stability.installed(node);
        }
    }

    /** A node's services are ready. */
    public void synchronised(SimulatedNode node) {
        world.trace().add(node.id(), node.ring().sequence());
    }

    /** A node has counted. */
    public void counted(SimulatedNode node, VoteCount count) {
        if (!liars) {
            quorum.counted(node, count);
        }
    }

    /** A replica has the tree of its group. */
    public void synced(SimulatedNode node) {
        if (!liars) {
            replicas.synced(node);
        }
    }

    /** A replica has made a change, or refused it. */
    public void made(SimulatedNode node, ReplicaEffect.Made made) {
        if (!liars) {
            if (made.applied().error() == null) {
                quorum.made(node);
                replicas.made(node, made.applied());
                versions.made(node, made.applied());
            }
        }
    }

    /** A replica took over the tree of another. */
    public void replaced(SimulatedNode node, ReplicaEffect.Replaced replaced) {
        if (!liars) {
            versions.replaced(node, replaced);
            writes.replaced(replaced.before(), replaced.after());
            lock.replaced(replaced.before(), replaced.after());
        }
    }

    /** A node has read its store. */
    public void loaded(SimulatedNode node, Tree tree) {
        if (!liars) {
            storage.loaded(node);
            versions.loaded(node, tree);
        }
    }

    /** A node did not take its store. */
    public void refusedStore(SimulatedNode node) {
        if (!liars) {
            storage.refused(node);
        }
    }

    /** Rows are on disk, the one with the version among them, and survive a loss of power. */
    public void forced(SimulatedNode node, Collection<Entry> put, Collection<Entry> removed) {
        if (!liars) {
            writes.forced(node, put, removed);
            lock.forced(node, put);
            versions.forced(node, put);
        }
    }

    /** Somebody was told that his change was made. */
    public void acknowledged(SimulatedNode node, Request request) {
        if (!liars) {
            writes.acknowledged(node, request);
        }
    }

    /** Somebody has the lock. */
    public void acquired(SimulatedNode node, long version) {
        if (!liars) {
            lock.acquired(node, version);
        }
    }

    /** A node's disk is not what it was. */
    public void diskChanged(SimulatedNode node) {
        if (!liars) {
            order.forget(node);
            writes.diskChanged(node);
            lock.diskChanged(node);
            versions.diskChanged(node);
            storage.diskChanged(node);
        }
    }

    /** A node's store has been damaged. */
    public void damaged(SimulatedNode node) {
        if (!liars) {
            storage.damaged(node);
        }
    }

    /** All has come to rest. */
    public void atRest(List<SimulatedNode> core) {
        if (!liars) {
            quorum.atRest(core);
            replicas.atRest(core);
            groups(core);
            writes.atRest(core);
        }
    }

    /** I2 of process groups: they name those who are there. */
    private void groups(List<SimulatedNode> core) {
        var there = core.stream()
                .filter(node -> node.messenger().isJoined())
                .map(SimulatedNode::id)
                .sorted(Integer::compareUnsigned)
                .toList();
        for (var node : core) {
            if (!node.messenger().members().equals(there)) {
                throw violated(
                        Invariant.I2,
                        node + " sees processes of nodes " + node.messenger().members() + " in the group, there are "
                                + there);
            }
            checked(Invariant.I2);
        }
    }
}
