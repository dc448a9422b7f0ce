package org.quorate.simulator.node;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.quorate.quorum.votes.VoteCount;
import org.quorate.quorum.votes.VoteEvent;
import org.quorate.simulator.Invariant;
import org.quorate.simulator.invariant.Violation;
import org.quorate.simulator.world.Chance;
import org.quorate.simulator.world.Happening;
import org.quorate.simulator.world.NodeClock;
import org.quorate.simulator.world.World;
import org.quorate.totem.Ring;
import org.quorate.totem.RingEffect;
import org.quorate.totem.RingEvent;
import org.quorate.totem.RingEvent.FrameReceived;
import org.quorate.totem.RingTimer;
import org.quorate.totem.cpg.Cpg;
import org.quorate.totem.frame.Frame;
import org.quorate.totem.frame.Multicast;
import org.quorate.totem.frame.Relayed;
import org.quorate.totem.frame.RingId;
import org.quorate.totem.frame.Token;
import org.quorate.totem.service.Cfg;
import org.quorate.totem.service.Changeover;
import org.quorate.totem.service.Cmap;
import org.quorate.totem.service.Executive;
import org.quorate.totem.service.QuorumBarrier;

/** A machine: it starts, dies and stands still. While it runs it does what {@code RingHost} does. */
public final class SimulatedNode implements Executive.Host {
    private static final long NEVER = Long.MAX_VALUE;
    private static final RingTimer[] RING_TIMERS = RingTimer.values();

    /** As in {@code RingHost}. */
    private static final int MAX_QUEUED_PACKETS = 256;

    /** A socket's buffer: more is lost while nobody reads. */
    private static final int MAX_UNREAD = 2000;

    private static final int MAX_OUTGOING = 2000;
    private static final int FIRST_PID = 1000;

    private final World world;
    private final int index;
    private final int id;
    private final NodeClock clock;
    private final Disk disk = new Disk();
    private final Chance chance;
    private final long[] deadlines = new long[Slot.COUNT];
    private final ArrayDeque<ByteBuffer> outgoing = new ArrayDeque<>();
    private final ArrayDeque<Unread> unread = new ArrayDeque<>();

    private Executive executive;
    private Cpg cpg;
    private Votes votes;
    private TreeProcess tree;
    private Messenger messenger;
    private int life;
    private boolean alive;
    private boolean paused;
    private long pausedUntil;
    private boolean discarding;
    private boolean hearsForged;
    private boolean dead;
    private int effectsToLive = -1;
    private long wakeAt = NEVER;
    private long leastDeadline = NEVER;
    private RingId ring = RingId.NONE;
    private List<Integer> members = List.of();
    private boolean operational;
    private int rings;
    private long installedAt;
    private long effects;

    private record Unread(FrameReceived event, boolean forged) {}

    /** A machine that is off, with an empty disk. */
    public SimulatedNode(World world, int index, int id) {
        this.world = world;
        this.index = index;
        this.id = id;
        this.chance = world.chance(100 + index);
        this.clock = new NodeClock(chance.between(-1_000_000_000_000_000L, 1_000_000_000_000_000L));
        this.executive = new Executive(world.setting().ring(id), this);
        this.cpg = new Cpg(id, executive::send);
        this.votes = new Votes(this);
        this.tree = new TreeProcess(this);
        this.messenger = new Messenger(this);
        Arrays.fill(deadlines, NEVER);
    }

    // ---- life

    /** Turns it on after a delay, unless it runs. */
    public void startLater(long delayNanos) {
        if (!alive) {
            arm(Slot.START, now() + delayNanos);
            schedule();
        }
    }

    private void start() {
        life++;
        alive = true;
        dead = false;
        paused = false;
        effectsToLive = -1;
        Arrays.fill(deadlines, NEVER);
        outgoing.clear();
        unread.clear();
        ring = RingId.NONE;
        members = List.of();
        operational = false;
        world.note(() -> this + " starts, its last ring was " + disk.ringSequence());
        executive = new Executive(world.setting().ring(id), this);
        cpg = new Cpg(id, executive::send);
        votes = new Votes(this);
        executive.add(new Cmap(executive, () -> OptionalLong.of(1), this::outdated));
        var administrator = new Administrator();
        executive.add(new Cfg(id, administrator, new Changeover(id, executive.ring()::isAmongItsOwn, administrator)));
        executive.add(cpg);
        executive.add(new QuorumBarrier());
        executive.add(votes);
        tree = new TreeProcess(this);
        messenger = new Messenger(this);
        world.judge().started(this);
        votes.on(new VoteEvent.Attached());
        on(new RingEvent.Started(disk.ringSequence()));
        messenger.start();
        tree.start();
    }

    private void outdated() {
        if (world.judge().hasLiars()) {
            dead = true;
            return;
        }
        throw world.judge().violated(Invariant.I12, this + " believes that its configuration is too old");
    }

    /** Its process ends without a word, now. What is on disk stays. */
    public void crash() {
        if (alive) {
            world.note(() -> this + " dies");
            alive = false;
            life++;
            paused = false;
            pausedUntil = 0;
            tree.died();
            Arrays.fill(deadlines, NEVER);
            unread.clear();
            outgoing.clear();
            world.judge().died(this);
        }
    }

    /** It dies after so many more effects that its ring asks for: in the middle of what it does. */
    public void crashAfter(int effects) {
        effectsToLive = effects;
    }

    /** It says goodbye and ends. */
    public void leave() {
        if (alive && !isPaused()) {
            votes.on(new VoteEvent.Detaching());
            on(new RingEvent.Stopping());
            crash();
        }
    }

    /** It does nothing for a while. What arrives waits in its socket. */
    public void pause(long nanos) {
        if (alive) {
            world.note(() -> this + " stands still for " + nanos / 1_000_000 + " ms");
            paused = true;
            pausedUntil = Math.max(pausedUntil, world.now() + nanos);
            world.at(pausedUntil, Happening.Kind.WAKE, index, life, 0, this);
        }
    }

    /** It goes on at once. */
    public void endPause() {
        if (alive && isPaused()) {
            pausedUntil = world.now();
            world.at(pausedUntil, Happening.Kind.WAKE, index, life, 0, this);
        }
    }

    private boolean isPaused() {
        return paused && world.now() < pausedUntil;
    }

    // ---- what happens

    /** A frame arrives. */
    public void arrived(Happening due) {
        if (!alive || due.life() != life || !(due.what() instanceof FrameReceived event)) {
            return;
        }
        if (isPaused()) {
            if (unread.size() < MAX_UNREAD) {
                unread.add(new Unread(event, due.isForged()));
            }
            return;
        }
        receive(event, due.isForged());
        afterwards();
    }

    /** A frame that nobody of the cluster has sent arrives, now. */
    public void hear(Frame frame) {
        if (alive && !isPaused()) {
            receive(new FrameReceived(frame), true);
            afterwards();
        }
    }

    /** Something is due. */
    public void wake(Happening due) {
        boolean endOfPause = due.what() != null;
        if (!endOfPause) {
            if (due.at() != wakeAt) {
                return; // it was put forward since
            }
            wakeAt = NEVER;
        }
        if (endOfPause && due.life() != life || isPaused()) {
            return;
        }
        if (paused) {
            paused = false;
            for (var next = unread.poll(); next != null; next = unread.poll()) {
                if (!discarding && !dead) {
                    receive(next.event, next.forged);
                }
            }
        }
        discarding = false;
        expire();
        afterwards();
    }

    private void receive(FrameReceived event, boolean forged) {
        if (forged) {
            world.judge().beforeForged(this, event.frame());
        }
        if (event.frame() instanceof Token
                || event.frame() instanceof Relayed relayed && relayed.frame() instanceof Token) {
            takeOutgoing();
        }
        hearsForged = forged;
        on(event);
        hearsForged = false;
        if (forged) {
            world.judge().afterForged(this, event.frame());
        }
    }

    private void expire() {
        long now = now();
        if (leastDeadline > now) {
            return;
        }
        for (int slot = 0; slot < Slot.COUNT; slot++) {
            if (deadlines[slot] <= now) {
                deadlines[slot] = NEVER;
                if (slot < RING_TIMERS.length) {
                    on(new RingEvent.TimerExpired(RING_TIMERS[slot]));
                } else {
                    expired(slot);
                }
                if (!alive) {
                    return;
                }
            }
        }
    }

    private void expired(int slot) {
        try {
            switch (slot) {
                case Slot.START -> start();
                case Slot.VOTE_WINDOW -> votes.on(new VoteEvent.WindowExpired());
                default -> tree.expired(slot);
            }
        } catch (RuntimeException | AssertionError e) {
            throw defect(e);
        }
    }

    /** An event of the ring. */
    private void on(RingEvent event) {
        try {
            executive.on(event, now());
        } catch (RuntimeException | AssertionError e) {
            throw defect(e);
        }
    }

    private Violation defect(Throwable e) {
        if (e instanceof Violation violation) {
            return violation;
        }
        var where = e.getStackTrace().length == 0 ? "" : " in " + e.getStackTrace()[0];
        return world.judge().violated(Invariant.DEFECT, this + " stops: " + e + where);
    }

    private void afterwards() {
        if (dead) {
            dead = false;
            crash();
        }
        if (alive) {
            takeOutgoing();
        }
        schedule();
    }

    /** Puts the next deadline on the agenda, unless an earlier look is there already. */
    private void schedule() {
        long least = NEVER;
        for (long deadline : deadlines) {
            least = Math.min(least, deadline);
        }
        leastDeadline = least;
        if (least != NEVER) {
            long at = Math.max(clock.world(least), world.now());
            if (at < wakeAt) {
                wakeAt = at;
                world.at(at, Happening.Kind.WAKE, index, 0, 0, null);
            }
        }
    }

    // ---- messages

    /** Puts messages into the queue, as {@code LocalProcess.send}. Answers false if there is no room. */
    boolean submit(List<ByteBuffer> pieces) {
        if (outgoing.size() + pieces.size() > MAX_OUTGOING) {
            return false;
        }
        outgoing.addAll(pieces);
        return true;
    }

    private void takeOutgoing() {
        while (!outgoing.isEmpty()
                && executive.isSynchronised()
                && executive.ring().queued() < MAX_QUEUED_PACKETS) {
            on(new RingEvent.Submitted(outgoing.remove().array()));
        }
    }

    /** What was asked for is carried out as far as it can be now. */
    void afterRequest() {
        afterwards();
    }

    // ---- timers

    void armIn(int slot, long delayNanos) {
        arm(slot, now() + delayNanos);
    }

    private void arm(int slot, long deadline) {
        deadlines[slot] = deadline;
    }

    void disarm(int slot) {
        deadlines[slot] = NEVER;
    }

    boolean isArmed(int slot) {
        return deadlines[slot] != NEVER;
    }

    // ---- what the ring asks for

    @Override
    public void perform(RingEffect effect) {
        if (dead) {
            return;
        }
        effects++;
        if (effectsToLive >= 0 && effectsToLive-- == 0) {
            dead = true;
            return;
        }
        switch (effect) {
            case RingEffect.Broadcast(var frame) -> world.network().broadcast(this, frame);
            case RingEffect.Send(var to, var frame) -> world.network().send(this, to, frame);
            case RingEffect.Arm(var timer, var deadline) -> deadlines[timer.ordinal()] = deadline;
            case RingEffect.Disarm(var timer) -> deadlines[timer.ordinal()] = NEVER;
            case RingEffect.Persist(var sequence) -> disk.persist(sequence);
            case RingEffect.DiscardReceived() -> discarding = true;
            case RingEffect.PhaseChanged(var from, var to, var why) -> {
                operational = to == Ring.Phase.OPERATIONAL;
                world.note(() -> this + " " + from + " -> " + to + ": " + why);
                world.nemesis().phaseChanged(this, to);
            }
            case RingEffect.WaysChanged(var ways) ->
                world.note(() -> this + (ways.isEmpty() ? " reaches all" : " reaches others by way: " + ways));
            case RingEffect.Deliver _, RingEffect.InstallTransitional _, RingEffect.InstallRegular _ ->
                throw new AssertionError("the executive keeps " + effect);
        }
    }

    @Override
    public void received(Frame frame) {
        if (frame instanceof Token token && !hearsForged) {
            world.judge().tokenComes(this, token);
        }
    }

    @Override
    public void delivered(Multicast multicast) {
        world.judge().delivered(this, multicast);
    }

    @Override
    public void transitional(RingId next, List<Integer> together) {
        world.judge().transitional(this, next, together);
    }

    @Override
    public void installed(RingId next, List<Integer> newMembers) {
        rings++;
        installedAt = world.now();
        ring = next;
        members = newMembers;
        world.trace().add(next.sequence(), (long) id << 32 | next.representative());
        world.note(() -> this + " is in ring " + next + " " + newMembers);
        world.judge().installed(this, next, newMembers);
    }

    @Override
    public void synchronised() {
        world.note(() -> this + " has synchronised");
        world.judge().synchronised(this);
    }

    // ---- what others see

    /** The id, unsigned. */
    public int id() {
        return id;
    }

    /** Its place among the nodes. */
    public int index() {
        return index;
    }

    /** Counts starts and ends. */
    public int life() {
        return life;
    }

    /** Whether its process is there. */
    public boolean isAlive() {
        return alive;
    }

    /** Whether it runs, and does not stand still. */
    public boolean runs() {
        return alive && !isPaused();
    }

    /** What it has of the ring. */
    public Executive executive() {
        return executive;
    }

    /** Whether the ring is operational; the phase itself is asked of the executive. */
    public boolean isOperational() {
        return operational;
    }

    /** The ring installed last. */
    public RingId ring() {
        return ring;
    }

    /** Its members. */
    public List<Integer> members() {
        return members;
    }

    /** Rings installed since the beginning of the world. */
    public int rings() {
        return rings;
    }

    /** When it came into its ring. */
    public long installedAt() {
        return installedAt;
    }

    /** Effects of its ring, since the beginning of the world. */
    public long effects() {
        return effects;
    }

    /** Its disk. */
    public Disk disk() {
        return disk;
    }

    /** Its clocks. */
    public NodeClock clock() {
        return clock;
    }

    /** The count of votes. */
    public VoteCount count() {
        return votes.count();
    }

    /** Whether it believes that its partition may act. */
    public boolean isQuorate() {
        return alive && votes.count().quorate();
    }

    /** Its replica of the tree. */
    public TreeProcess tree() {
        return tree;
    }

    /** Its process in the group of messages. */
    public Messenger messenger() {
        return messenger;
    }

    /** The world it is in. */
    public World world() {
        return world;
    }

    Cpg cpg() {
        return cpg;
    }

    Chance chance() {
        return chance;
    }

    int pid() {
        return FIRST_PID + life;
    }

    long now() {
        return clock.nanos(world.now());
    }

    int seconds() {
        return clock.seconds(world.now());
    }

    @Override
    public String toString() {
        return "n" + (index + 1);
    }

    private final class Administrator implements Cfg.Requests, Changeover.Steps {
        @Override
        public void kill(int byNode, String reason) {
            assert world.judge().hasLiars() : "nobody kills";
            dead = true;
        }

        @Override
        public void goes(int node) {
            // It says so again when it goes.
        }

        @Override
        public void reload(int byNode) {
            assert world.judge().hasLiars() : "nobody reloads";
        }

        @Override
        public void say(int step, long fingerprint) {
            executive.send(Cfg.changeover(step, fingerprint));
        }

        @Override
        public void activate() {
            throw new AssertionError("nobody has loaded anything");
        }

        @Override
        public void cleanUp() {
            throw new AssertionError("nobody has loaded anything");
        }

        @Override
        public void takenBack() {
            throw new AssertionError("nobody has loaded anything");
        }
    }
}
