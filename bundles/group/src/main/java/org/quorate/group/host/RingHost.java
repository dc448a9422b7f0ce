package org.quorate.group.host;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.quorate.group.host.Counters.Counter;
import org.quorate.ring.LinkStatus;
import org.quorate.ring.RingPhase;
import org.quorate.ring.RingStatus;
import org.quorate.spi.engine.ServiceEngine;
import org.quorate.spi.transport.FrameReceiver;
import org.quorate.spi.transport.Transport;
import org.quorate.totem.Ring;
import org.quorate.totem.RingEffect;
import org.quorate.totem.RingEvent;
import org.quorate.totem.cpg.Cpg;
import org.quorate.totem.frame.CommitToken;
import org.quorate.totem.frame.Frame;
import org.quorate.totem.frame.FrameCodec;
import org.quorate.totem.frame.HoldCancel;
import org.quorate.totem.frame.Join;
import org.quorate.totem.frame.MalformedFrameException;
import org.quorate.totem.frame.MergeDetect;
import org.quorate.totem.frame.Multicast;
import org.quorate.totem.frame.Relayed;
import org.quorate.totem.frame.Report;
import org.quorate.totem.frame.RingId;
import org.quorate.totem.frame.Token;
import org.quorate.totem.service.Cfg;
import org.quorate.totem.service.Cmap;
import org.quorate.totem.service.Executive;
import org.quorate.totem.service.QuorumBarrier;

/**
 * The ring thread. It alone touches the core, and turns its effects into I/O; everything else reaches it as a task.
 *
 * <p>A message that is sent wakes the thread only if the token is held: else the token is under way, and what waits is
 * taken when it comes.
 */
final class RingHost implements Executive.Host, FrameReceiver {
    private static final System.Logger LOG = System.getLogger(RingHost.class.getName());

    /** Packets ready for the token; more wait outside, where they can still be counted in messages. */
    private static final int MAX_QUEUED_PACKETS = 256;

    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** A goodbye of an engine takes a rotation of the token; for a ring that is only formed, nobody waits long. */
    private static final Duration GOODBYE = Duration.ofSeconds(1);

    private final int self;
    private final RingIdJournal journal;
    private final Consumer<String> fatal;
    private final Executive executive;
    private final Cpg cpg;
    private final Timers timers = new Timers();
    private final Counters counters = new Counters();
    private final Outgoing outgoing = new Outgoing();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Queue<Frame> toSelf = new ArrayDeque<>();
    private final Map<ServiceEngine, EngineAdapter> engines = new HashMap<>();
    private final List<LocalProcess> toSignal = new ArrayList<>();
    private final Wire wire;
    private final LiveSettings live;
    private final Replacement replacement;
    private final Thread thread;

    private volatile boolean wakeForMessages = true;
    private volatile boolean asleep;
    private volatile boolean running = true;
    private volatile RingPhase phase = RingPhase.GATHER;
    private volatile org.quorate.ring.RingId installed = org.quorate.ring.RingId.NONE;
    private volatile List<Integer> members = List.of();
    private Misfits misfits;
    private boolean started;
    private boolean held;
    private boolean discarding;

    RingHost(
            NodeSettings settings,
            RingIdJournal journal,
            Supplier<OptionalLong> configVersion,
            Consumer<String> fatal,
            Runnable reload,
            Transports transports) {
        this.self = settings.nodeId();
        this.misfits = new Misfits(settings.links());
        this.wire = new Wire(settings.links(), this);
        this.journal = journal;
        this.fatal = fatal;
        this.executive = new Executive(settings.ring(), this);
        this.cpg = new Cpg(self, executive::send);
        this.live = new LiveSettings(this, wire, settings, transports);
        this.replacement = new Replacement(this, wire, live::isUnderWay);
        executive.add(new Cmap(
                executive,
                configVersion,
                () -> fatal.accept("totem.config_version of this node is lower than that of the cluster; copy"
                        + " corosync.conf from a running node, then start again")));
        executive.add(new Cfg(self, new CfgRequests(fatal, reload), live.changeover()));
        executive.add(cpg);
        executive.add(new QuorumBarrier());
        this.thread = Thread.ofPlatform().name("quorate-ring").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    // ---- from any thread

    int nodeId() {
        return self;
    }

    RingPhase phase() {
        return phase;
    }

    /** Puts the pieces of a message into the queue; answers false if there was no room in time. */
    boolean submit(List<ByteBuffer> pieces, Duration deadline) throws InterruptedException {
        if (!outgoing.offer(pieces, deadline)) {
            return false;
        }
        if (wakeForMessages) {
            wake();
        }
        return true;
    }

    void execute(Runnable task) {
        tasks.add(task);
        wake();
    }

    /** Runs a task on the ring thread and waits for it; for a bounded time, as the thread may have ended. */
    void await(Runnable task) {
        if (Thread.currentThread() == thread) {
            task.run();
            return;
        }
        var done = new CountDownLatch(1);
        execute(() -> {
            task.run();
            done.countDown();
        });
        await(done);
    }

    private void await(CountDownLatch done) {
        try {
            if (running && !done.await(5, TimeUnit.SECONDS) && running) {
                LOG.log(Level.WARNING, "ring: a task was not carried out within 5 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void wake() {
        if (asleep) {
            wire.wakeup();
            LockSupport.unpark(thread);
        }
    }

    RingStatus status() {
        return new RingStatus(self, installed, members, phase, wire.openName(), links(), counters.snapshot());
    }

    /** A member is reached, also where the transport does not supervise its links. */
    List<LinkStatus> links() {
        return wire.links().stream()
                .map(link -> link.quality().isEmpty() && members.contains(link.nodeId())
                        ? new LinkStatus(link.link(), link.nodeId(), link.address(), true)
                        : link)
                .toList();
    }

    void join(LocalProcess process) {
        execute(() -> cpg.join(process.wireName(), process.self().pid(), process));
        process.start();
    }

    void leave(LocalProcess process) {
        await(() -> takeOut(process));
    }

    void forget(LocalProcess process) {
        tasks.add(() -> takeOut(process));
    }

    /** Goes over to other settings, together with the other members where that is needed; returns at once. */
    void use(NodeSettings settings) {
        execute(() -> live.use(settings));
    }

    /** Uses another transport from now on, or none; returns when the one before is closed. */
    void use(@Nullable Transport next, String name) {
        await(() -> {
            replacement.use(next, name);
            openTransport();
        });
    }

    /** Another transport of the same name is preferred to the one in use, which is still there; returns at once. */
    void replace(Transport preferred) {
        execute(() -> replacement.by(preferred));
    }

    /** A transport goes; returns when no session of it is open. */
    void forget(Transport transport) {
        await(() -> {
            live.lost(transport);
            replacement.lost(transport);
        });
    }

    void attach(ServiceEngine engine) {
        await(() -> {
            var adapter = new EngineAdapter(this, engine);
            engines.put(engine, adapter);
            executive.add(adapter);
            adapter.attach();
            openTransport();
            reform();
        });
    }

    /** Lets the engine say goodbye in the ring it is in, and forms the next ring without it. */
    void detach(ServiceEngine engine) {
        var said = new CountDownLatch(1);
        await(() -> detach(engine, () -> {
            reform();
            said.countDown();
        }));
        if (Thread.currentThread() != thread) {
            await(said);
        }
    }

    /** On the ring thread. The ring goes on without the engine once all members have what it says at last. */
    private void detach(ServiceEngine engine, Runnable done) {
        var adapter = engines.get(engine);
        if (adapter == null) {
            done.run();
            return;
        }
        Runnable finish = () -> execute(() -> {
            if (engines.remove(engine, adapter)) {
                executive.remove(adapter);
                done.run();
            }
        });
        schedule(started ? GOODBYE : Duration.ZERO, finish);
        adapter.detach(finish);
    }

    /** Says goodbye, for the engines and for the node, and ends the thread. */
    void stop() {
        var said = new CountDownLatch(1);
        await(() -> detachAll(List.copyOf(engines.keySet()), said::countDown));
        await(said);
        await(() -> {
            if (started) {
                event(new RingEvent.Stopping());
                wire.flush();
            }
            wire.close();
            running = false;
        });
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void detachAll(List<ServiceEngine> leaving, Runnable done) {
        if (leaving.isEmpty()) {
            done.run();
        } else {
            detach(leaving.getFirst(), () -> detachAll(leaving.subList(1, leaving.size()), done));
        }
    }

    // ---- on the ring thread

    boolean isSynchronised() {
        return executive.isSynchronised();
    }

    boolean isAmongItsOwn() {
        return executive.ring().isAmongItsOwn();
    }

    List<Integer> members() {
        return members;
    }

    /** Closes the session in use and opens this one, of the same transport. */
    void useNow(Transport next) {
        wire.use(next);
        openTransport();
    }

    void settled(NodeSettings settings) {
        misfits = new Misfits(settings.links());
    }

    void send(ByteBuffer message) {
        executive.send(message);
    }

    void schedule(Duration delay, Runnable task) {
        timers.schedule(System.nanoTime() + delay.toNanos(), task);
    }

    void signalLater(LocalProcess process) {
        toSignal.add(process);
    }

    private void run() {
        RealTime.prefer();
        try {
            while (running) {
                turn();
            }
        } catch (AssertionError | RuntimeException e) {
            LOG.log(Level.ERROR, "ring: stopped by a defect: " + e, e);
            fatal.accept("ring: stopped by a defect (" + e + "); see the log, and report it");
        } finally {
            running = false;
            wire.close();
            runTasks(); // whoever waits for one is let go
        }
    }

    private void runTasks() {
        for (var task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private void turn() {
        runTasks();
        for (int waiting = toSelf.size(); waiting > 0; waiting--) {
            handle(toSelf.remove());
        }
        takeOutgoing();
        wire.flush();
        signal();
        sleep();
        timers.expire(System.nanoTime(), timer -> event(new RingEvent.TimerExpired(timer)));
        held = executive.ring().held();
        wire.flush();
        signal();
    }

    private void sleep() {
        // Published before the queues are looked at: who adds after the look sees it, and wakes this thread.
        wakeForMessages = held || !executive.isSynchronised();
        asleep = true;
        boolean busy = !running
                || !tasks.isEmpty()
                || !toSelf.isEmpty()
                || (wakeForMessages && canTake() && !outgoing.isEmpty());
        long timeout = busy ? 0 : timers.untilNext(System.nanoTime());
        if (!wire.receive(timeout) && timeout > 0) {
            LockSupport.parkNanos(this, timeout);
        }
        asleep = false;
        discarding = false;
    }

    private boolean canTake() {
        return executive.isSynchronised() && executive.ring().queued() < MAX_QUEUED_PACKETS;
    }

    private void takeOutgoing() {
        while (canTake() && submitNext()) {}
    }

    /** What it has sent is heard before its leave, full queue or not. */
    private void takeOut(LocalProcess process) {
        while (submitNext()) {}
        cpg.leave(process.wireName(), process.self().pid());
    }

    private boolean submitNext() {
        boolean found = outgoing.poll(this::submitPiece);
        if (found) {
            counters.count(Counter.SUBMITTED);
        }
        return found;
    }

    private void submitPiece(ByteBuffer piece) {
        event(new RingEvent.Submitted(piece.array()));
    }

    void event(RingEvent event) {
        executive.on(event, System.nanoTime());
    }

    private void reform() {
        if (started) {
            event(new RingEvent.Reform());
        }
    }

    private void openTransport() {
        try {
            if (!running || !wire.open()) {
                return;
            }
        } catch (IOException _) {
            timers.schedule(System.nanoTime() + RETRY_NANOS, this::openTransport);
            return;
        }
        if (!started) {
            started = true;
            try {
                event(new RingEvent.Started(journal.read()));
            } catch (IOException e) {
                cannotPersist(e);
            }
        }
    }

    private void signal() {
        for (var process : toSignal) {
            process.signal();
        }
        toSignal.clear();
    }

    private void cannotPersist(IOException e) {
        fatal.accept("ring: cannot use " + journal + " (" + e.getMessage() + "); make the folder writable");
    }

    // ---- what the transport brings

    @Override
    public void received(ByteBuffer bytes) {
        if (discarding) {
            counters.count(Counter.DROPPED_STALE);
            return;
        }
        try {
            handle(FrameCodec.decode(bytes));
        } catch (MalformedFrameException e) {
            counters.count(
                    switch (e.kind()) {
                        case GARBAGE -> Counter.DROPPED_GARBAGE;
                        case BYTE_ORDER -> Counter.DROPPED_BYTE_ORDER;
                        case VERSION -> Counter.DROPPED_VERSION;
                    });
            LOG.log(Level.DEBUG, "ring: packet dropped: {0}", e.getMessage());
            misfits.name(e).ifPresent(line -> LOG.log(Level.WARNING, line));
        }
    }

    @Override
    public void dropped(Drop reason) {
        counters.count(
                switch (reason) {
                    case UNLISTED -> Counter.DROPPED_UNLISTED;
                    case SIZE -> Counter.DROPPED_SIZE;
                    case FOREIGN -> Counter.DROPPED_FOREIGN;
                    case UNAUTHENTICATED -> Counter.DROPPED_UNAUTHENTICATED;
                    case MALFORMED -> Counter.DROPPED_MALFORMED;
                    case REFLECTED -> Counter.DROPPED_REFLECTED;
                    case REPEATED -> Counter.DROPPED_REPEATED;
                    case REPLAYED -> Counter.DROPPED_REPLAYED;
                    case FORGED -> Counter.DROPPED_FORGED;
                });
    }

    private void handle(Frame frame) {
        counters.count(
                switch (frame) {
                    case Token _ -> Counter.TOKENS;
                    case Multicast _ -> Counter.MULTICASTS;
                    case Join _ -> Counter.JOINS;
                    case CommitToken _ -> Counter.COMMIT_TOKENS;
                    case MergeDetect _ -> Counter.MERGE_DETECTS;
                    case HoldCancel _ -> Counter.HOLD_CANCELS;
                    case Report _ -> Counter.REPORTS;
                    case Relayed _ -> Counter.RELAYED;
                });
        if (frame instanceof Token || frame instanceof Relayed relayed && relayed.frame() instanceof Token) {
            takeOutgoing();
        }
        event(new RingEvent.FrameReceived(frame));
        held = executive.ring().held();
    }

    // ---- what the core asks for

    @Override
    public void perform(RingEffect effect) {
        switch (effect) {
            case RingEffect.Broadcast(var frame) -> {
                if (wire.isOpen()) {
                    wire.broadcast(frame);
                    counters.count(Counter.SENT);
                }
            }
            case RingEffect.Send(var node, var frame) -> send(node, frame);
            case RingEffect.Arm(var timer, var deadline) -> timers.arm(timer, deadline);
            case RingEffect.Disarm(var timer) -> timers.disarm(timer);
            case RingEffect.Persist(var sequence) -> {
                try {
                    journal.write(sequence);
                } catch (IOException e) {
                    cannotPersist(e);
                }
            }
            case RingEffect.DiscardReceived() -> discarding = true;
            case RingEffect.PhaseChanged(var from, var to, var why) -> phaseChanged(from, to, why);
            case RingEffect.WaysChanged(var ways) -> waysChanged(ways);
            case RingEffect.Deliver _, RingEffect.InstallTransitional _, RingEffect.InstallRegular _ ->
                throw new AssertionError("the executive keeps " + effect);
        }
    }

    private void send(int node, Frame frame) {
        if (node == self) {
            toSelf.add(frame);
            return;
        }
        if (wire.isOpen()) {
            if (held) {
                signal(); // before the others take the processors: an idle ring has time
            }
            wire.send(node, frame);
            counters.count(Counter.SENT);
        }
    }

    private void phaseChanged(Ring.Phase from, Ring.Phase to, String why) {
        phase = RingPhase.valueOf(to.name());
        if (to == Ring.Phase.GATHER) {
            counters.count(Counter.GATHERS);
        }
        LOG.log(Level.INFO, "ring {0}: {1} -> {2}: {3}", executive.ring().ring(), from, to, why);
    }

    private void waysChanged(SortedMap<Integer, Integer> ways) {
        if (ways.isEmpty()) {
            LOG.log(
                    Level.INFO,
                    "ring {0}: all nodes are reached directly",
                    executive.ring().ring());
        }
        ways.forEach((target, way) -> LOG.log(
                Level.WARNING,
                "ring {0}: node {1} does not hear this node; its frames go by way of node {2}",
                executive.ring().ring(),
                Integer.toUnsignedString(target),
                Integer.toUnsignedString(way)));
    }

    @Override
    public void installed(RingId ring, List<Integer> newMembers) {
        installed = published(ring);
        members = List.copyOf(newMembers);
        counters.count(Counter.RINGS);
        counters.set(Counter.RETRANSMITS, executive.ring().retransmissions());
        LOG.log(Level.INFO, "ring {0}: members {1}", ring, newMembers);
    }

    @Override
    public void synchronised() {
        LOG.log(Level.INFO, "ring {0}: services synchronised", executive.ring().ring());
    }

    static org.quorate.ring.RingId published(RingId ring) {
        return new org.quorate.ring.RingId(ring.representative(), ring.sequence());
    }
}
