package org.quorate.group.corosync;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.quorate.config.ClusterMembers;
import org.quorate.group.corosync.JoinedGroup.Pace;
import org.quorate.group.corosync.daemon.CorosyncException;
import org.quorate.group.corosync.daemon.Daemon;
import org.quorate.group.corosync.daemon.DaemonEvents;
import org.quorate.group.corosync.daemon.DaemonSession;
import org.quorate.ring.RingId;

/**
 * The engine's thread. It alone talks to the daemon, and connects again when the daemon is lost; everything else reaches
 * it as a task.
 */
final class CorosyncHost implements DaemonEvents {
    private static final System.Logger LOG = System.getLogger(CorosyncHost.class.getName());
    private static final int WITHOUT_END = -1;

    /** How long corosync is left alone after it has not taken something: it grows, as a new ring takes long. */
    private static final int FIRST_PATIENCE_MILLIS = 1;

    private static final int LONGEST_PATIENCE_MILLIS = 16;

    /** A group is left within a rotation of the token; for a ring that is only formed, nobody waits long. */
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    /** That of a program in C: the libraries keep a message on it, and a megabyte, as Java gives, is too little. */
    private static final long STACK_BYTES = 8L << 20;

    private final Daemon daemon;
    private final Supplier<ClusterMembers> configured;
    private final Tally tally;
    private final Consumer<String> fatal;
    private final Outage outage = new Outage();
    private final Queue<Task> tasks = new ConcurrentLinkedQueue<>();
    private final List<JoinedGroup> groups = new ArrayList<>();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final Thread thread;
    private volatile boolean running = true;
    private volatile RingId ring = RingId.NONE;
    private volatile List<Integer> members = List.of();
    private volatile Optional<String> transport = Optional.empty();
    private @Nullable DaemonSession session;
    private boolean quorate;
    private boolean recount;
    private long stopNanos;

    /** Something for the engine's thread. */
    @FunctionalInterface
    interface Task {
        /**
         * Runs it.
         *
         * @param session null while there is no daemon
         */
        void run(@Nullable DaemonSession session) throws CorosyncException;
    }

    /** A question for the daemon. */
    @FunctionalInterface
    interface Question<T> {
        T ask(DaemonSession session) throws CorosyncException;
    }

    /**
     * Not started.
     *
     * @param fatal told why the node cannot go on
     */
    CorosyncHost(Daemon daemon, Supplier<ClusterMembers> configured, Tally tally, Consumer<String> fatal) {
        this.daemon = daemon;
        this.configured = configured;
        this.tally = tally;
        this.fatal = fatal;
        this.thread = Thread.ofPlatform()
                .name("quorate-corosync")
                .stackSize(STACK_BYTES)
                .daemon()
                .unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    // ---- from any thread

    RingId ring() {
        return ring;
    }

    List<Integer> members() {
        return members;
    }

    Optional<String> transport() {
        return transport;
    }

    void execute(Task task) {
        tasks.add(task);
        wakeup();
    }

    void wakeup() {
        if (!woken.getAndSet(true)) {
            daemon.wakeup();
            LockSupport.unpark(thread);
        }
    }

    void add(JoinedGroup group) {
        execute(_ -> groups.add(group));
        group.start();
    }

    /** The answer; empty without a daemon, or with one that does not answer in time. */
    <T> Optional<T> ask(Question<T> question, Duration bound) {
        if (Thread.currentThread() == thread) {
            return Optional.empty(); // asked by a listener that is being told something
        }
        var answer = new CompletableFuture<Optional<T>>();
        execute(current -> {
            if (answer.isDone()) {
                return; // nobody waits for it any more
            }
            try {
                answer.complete(current == null ? Optional.empty() : Optional.of(question.ask(current)));
            } finally {
                answer.complete(Optional.empty());
            }
        });
        return await(answer, bound);
    }

    private static <T> Optional<T> await(CompletableFuture<Optional<T>> answer, Duration bound) {
        try {
            return answer.get(bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            // a daemon that stands still
        }
        answer.complete(Optional.empty());
        return answer.join();
    }

    /** Leaves all groups, and ends the thread. A daemon that stands still keeps it; then it ends with the process. */
    void stop(String reason) {
        execute(_ -> {
            groups.forEach(group -> group.expel(reason));
            stopNanos = System.nanoTime() + GOODBYE.toNanos();
            running = false;
        });
        try {
            if (thread.join(GOODBYE.multipliedBy(2))) {
                daemon.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // ---- on the engine's thread

    private void run() {
        try {
            while (running) {
                pause(live());
            }
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "corosync: stopped by a defect: " + e, e);
            fatal.accept("corosync: stopped by a defect (" + e + "); see the log, and report it");
        }
    }

    /** From connecting until the daemon is lost. Answers how long to wait then. */
    private Duration live() {
        long began = System.nanoTime();
        var pause = Duration.ZERO;
        try (var connected = daemon.connect(this)) {
            check(connected);
            outage.ended("connected, as node " + Integer.toUnsignedString(connected.localNodeId()));
            session = connected;
            transport = Optional.of(connected.transport());
            serve(connected);
        } catch (CorosyncException e) {
            pause = outage.failed(e, Duration.ofNanos(System.nanoTime() - began));
        }
        session = null;
        transport = Optional.empty();
        ring = RingId.NONE;
        members = List.of();
        tally.away();
        groups.forEach(group -> group.lost("corosync is lost"));
        return pause;
    }

    private void check(DaemonSession connected) throws CorosyncException {
        var local = configured.get().local();
        if (connected.localNodeId() != local.nodeId()) {
            throw new CorosyncException(
                    "it is node " + Integer.toUnsignedString(connected.localNodeId()) + " here, but this node is "
                            + Integer.toUnsignedString(local.nodeId()) + " (" + local.name() + ") by its configuration",
                    "start the node with the corosync.conf of this corosync, and with its name in it");
        }
    }

    private void serve(DaemonSession connected) throws CorosyncException {
        int patience = FIRST_PATIENCE_MILLIS;
        while (running || !groups.isEmpty() && stopNanos - System.nanoTime() > 0) {
            woken.set(false);
            runTasks();
            var pace = work(connected);
            if (recount) {
                recount = false;
                count(connected);
            }
            patience = pace == Pace.AGAIN ? Math.min(2 * patience, LONGEST_PATIENCE_MILLIS) : FIRST_PATIENCE_MILLIS;
            connected.await(
                    switch (pace) {
                        case REST -> running ? WITHOUT_END : LONGEST_PATIENCE_MILLIS;
                        case AGAIN -> patience;
                        case GO_ON -> 0;
                    });
        }
    }

    private Pace work(DaemonSession connected) throws CorosyncException {
        var most = Pace.REST;
        for (var group : List.copyOf(groups)) {
            var pace = group.isOver() ? Pace.REST : group.work(connected);
            most = pace.compareTo(most) > 0 ? pace : most;
            if (group.isOver()) {
                group.disconnect();
                groups.remove(group);
            }
        }
        return most;
    }

    private void runTasks() throws CorosyncException {
        for (var task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run(session);
        }
    }

    /** Waits without a daemon; tasks are carried out. */
    private void pause(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        long left = duration.toNanos();
        while (running && left > 0) {
            woken.set(false);
            try {
                runTasks();
            } catch (CorosyncException e) {
                throw new AssertionError("there is no daemon that could fail", e);
            }
            groups.removeIf(JoinedGroup::isOver);
            if (!woken.get()) {
                LockSupport.parkNanos(this, left);
            }
            left = end - System.nanoTime();
        }
    }

    @Override
    public void ringChanged(RingId next, List<Integer> nodes, boolean enough) {
        ring = next;
        members = nodes;
        quorate = enough;
        recount = true;
    }

    @Override
    public void votesChanged() {
        recount = true;
    }

    private void count(DaemonSession connected) throws CorosyncException {
        if (ring.equals(RingId.NONE)) {
            return; // votes were told before the ring
        }
        if (!connected.countsVotes()) {
            tally.uncounted(ring, members);
            return;
        }
        var local = connected.votes(connected.localNodeId());
        var votes = new TreeMap<Integer, Integer>();
        for (int member : members) {
            connected.votes(member).ifPresent(info -> votes.put(member, info.nodeVotes()));
        }
        local.ifPresent(info -> tally.counted(ring, quorate, info, votes));
    }
}
