package org.quorate.clusterfs.service;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.quorate.clusterfs.replica.LockAge;
import org.quorate.clusterfs.replica.Member;
import org.quorate.clusterfs.replica.Mode;
import org.quorate.clusterfs.replica.Moment;
import org.quorate.clusterfs.replica.Replica;
import org.quorate.clusterfs.replica.ReplicaEffect;
import org.quorate.clusterfs.replica.ReplicaEvent;
import org.quorate.clusterfs.replica.ReplicaTimer;
import org.quorate.clusterfs.tree.Change;
import org.quorate.clusterfs.tree.Errno;
import org.quorate.clusterfs.tree.Tree;
import org.quorate.clusterfs.wire.Frame;
import org.quorate.clusterfs.wire.FrameCodec;
import org.quorate.clusterfs.wire.Operation;
import org.quorate.group.GroupException;
import org.quorate.group.ProcessGroups;
import org.quorate.node.FatalErrors;
import org.quorate.spi.store.TreeStore;

/**
 * Runs the replica: feeds it what group, quorum and timers say, one event at a time, and does what it asks for.
 *
 * <p>The monitor of this object guards the replica. Nothing that waits is called with it held.
 */
final class ReplicaHost {
    /** The group of pmxcfs's database; its programs count the final NUL as part of the name. */
    static final String GROUP = "pve_dcdb_v1\0";

    private static final System.Logger LOG = System.getLogger(ReplicaHost.class.getName());

    /** How long a message of a synchronisation may wait for room. Longer, and this node only holds up the others. */
    private static final Duration SYNC_PATIENCE = Duration.ofSeconds(30);

    /** How long a temporary file may wait for its removal. After a restart it is found again. */
    private static final Duration LEFT_OVER_PATIENCE = Duration.ofHours(1);

    private static final long REJOIN_SECONDS = 5;
    private static final long MAX_REJOIN_SECONDS = 300;

    /** How long a fresh node waits, before it makes changes, for nodes that are in the ring and not in the group yet. */
    private static final long COMPANY_SECONDS = 5;

    private final FatalErrors errors;
    private final BooleanSupplier quorum;
    private final Predicate<List<Member>> complete;
    private final Listeners listeners;
    private final TemporaryNames temporaryNames;
    private final StoreWriter writer;
    private final Outbox outbox;
    private final Replica replica;
    private final ScheduledExecutorService timer;
    private final ExecutorService sync;
    private final Map<ReplicaTimer, Future<?>> armed = new EnumMap<>(ReplicaTimer.class);
    private volatile Tree tree;
    private volatile String text = "not in the group";
    private volatile List<Member> members = List.of();
    private @Nullable ProcessGroups groups;
    private @Nullable Session session;
    private boolean quorate;
    private boolean wasOpen;
    private boolean swept;
    private long failures;

    /**
     * A host, outside the group.
     *
     * @param quorum whether this node is quorate now
     * @param complete whether the group has all the nodes of the ring
     */
    ReplicaHost(
            TreeStore store,
            Tree tree,
            FatalErrors errors,
            BooleanSupplier quorum,
            Predicate<List<Member>> complete,
            Listeners listeners,
            TemporaryNames temporaryNames,
            ScheduledExecutorService timer) {
        this.errors = errors;
        this.quorum = quorum;
        this.complete = complete;
        this.listeners = listeners;
        this.temporaryNames = temporaryNames;
        this.timer = timer;
        this.tree = tree;
        this.sync = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("quorate-clusterfs-sync").daemon().factory());
        this.outbox = new Outbox(ReplicaHost::seconds, quorum, this::removeLeftOver);
        this.writer = new StoreWriter(store, this::storeFailed);
        this.replica = new Replica(tree, now());
        writer.start();
    }

    private static int seconds() {
        return (int) (System.currentTimeMillis() / 1000);
    }

    private static Moment now() {
        return new Moment(System.nanoTime(), seconds());
    }

    Tree tree() {
        return tree;
    }

    String text() {
        return text;
    }

    List<Member> members() {
        return members;
    }

    synchronized List<LockAge> locks() {
        return replica.locks(now());
    }

    void submit(Request request) {
        outbox.submit(request);
    }

    // ---- the group comes and goes

    /** Joins the group of this provider, after leaving that of another. */
    void use(ProcessGroups provider) {
        Session before;
        synchronized (this) {
            groups = provider;
            before = session;
        }
        if (before != null && before.provider() != provider) {
            end(before, "another service of the ring took over");
        }
        later(0, this::join);
    }

    /** The provider is gone: leaves its group. */
    void forget(ProcessGroups provider) {
        Session before;
        synchronized (this) {
            groups = groups == provider ? null : groups;
            before = session;
        }
        if (before != null && before.provider() == provider) {
            end(before, "the service of the ring is gone");
        }
    }

    /** Leaves the group and does not join again. Returns when the group is left. */
    void leave(String why) {
        Session before;
        synchronized (this) {
            groups = null;
            before = session;
        }
        if (before != null) {
            end(before, why);
        }
    }

    private void end(Session ending, String why) {
        synchronized (this) {
            on(ending, new ReplicaEvent.Expelled(why));
            session = session == ending ? null : session;
        }
        ending.close();
    }

    private void join() {
        Session next;
        synchronized (this) {
            if (groups == null || session != null) {
                return;
            }
            next = new Session(this, groups);
            session = next;
        }
        try {
            next.join(GROUP);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "clusterfs: cannot join the group: {0}; tries again", e.getMessage());
            synchronized (this) {
                session = session == next ? null : session;
            }
            later(REJOIN_SECONDS, this::join);
            return;
        }
        synchronized (this) {
            if (session == next) {
                return;
            }
        }
        next.close(); // told to leave meanwhile
    }

    /** Commits what is pending and ends all threads. The group is to be left before. */
    void close() {
        sync.shutdownNow();
        outbox.refuseAll(Errno.EBUSY);
        writer.close();
    }

    private void storeFailed(String message) {
        LOG.log(Level.ERROR, "clusterfs: {0}; this node makes no changes until it is started again", message);
        outbox.refuseAll(Errno.EIO);
        execute(() -> {
            leave("the store failed");
            text = "stopped: " + message;
        });
    }

    // ---- events

    void on(Session from, ReplicaEvent event) {
        try {
            synchronized (this) {
                if (from == session) {
                    followQuorum();
                    perform(from, replica.on(event, now()));
                    if (replica.mode() != Mode.SYNCED) {
                        text = replica.text();
                    }
                }
            }
        } catch (RuntimeException | AssertionError e) {
            LOG.log(Level.DEBUG, "clusterfs failed", e);
            errors.stopNode("clusterfs: cannot go on after " + e + "; report this, and start the node again", 1);
        }
    }

    void awaitRoom() {
        writer.awaitRoom();
    }

    void quorumChanged() {
        execute(timer, () -> {
            synchronized (this) {
                var current = session;
                if (current != null) {
                    followQuorum();
                }
                listeners.allChanged();
            }
        });
    }

    private void followQuorum() {
        boolean enough = quorum.getAsBoolean();
        var current = session;
        if (enough != quorate && current != null) {
            quorate = enough;
            perform(current, replica.on(new ReplicaEvent.QuorumChanged(enough), now()));
        }
    }

    // ---- effects

    private void perform(Session of, List<ReplicaEffect> effects) {
        for (var effect : effects) {
            perform(of, effect);
        }
    }

    private void perform(Session of, ReplicaEffect effect) {
        switch (effect) {
            case ReplicaEffect.Send(var frame) -> execute(() -> send(of, frame));
            case ReplicaEffect.Submit(var operation) -> execute(() -> outbox.sendUnasked(operation, SYNC_PATIENCE));
            case ReplicaEffect.Made made -> made(made);
            case ReplicaEffect.Dropped(long count, var error) -> outbox.dropped(count, error);
            case ReplicaEffect.Replaced(var _, var after, var put, var removed) -> {
                tree = after;
                listeners.replaced();
                writer.write(after.root(), put, removed);
            }
            case ReplicaEffect.Arm(var which, long token, long delayNanos) -> {
                var before = armed.put(which, arm(of, which, token, delayNanos));
                if (before != null) {
                    before.cancel(false);
                }
            }
            case ReplicaEffect.Moved moved -> moved(of, moved);
            case ReplicaEffect.Leave(var why, boolean forGood) -> left(of, why, forGood);
            case ReplicaEffect.Report(var report) -> LOG.log(Level.WARNING, "clusterfs: {0}", report);
        }
    }

    private void made(ReplicaEffect.Made made) {
        var applied = made.applied();
        if (applied.error() == null) {
            tree = applied.after();
            listeners.applied(applied);
            writer.write(applied.after().root(), applied.put(), applied.removed());
        }
        var request = made.own() ? outbox.delivered(made.count()) : null;
        if (request != null && request.made(applied)) {
            writer.answer(request);
            var leftOver = request.leftOver();
            if (leftOver != null) {
                removeLeftOver(leftOver);
            }
        }
    }

    private void removeLeftOver(String path) {
        List<Operation> delete = List.of(new Operation.Make(new Change.Delete(path)));
        long deadline = System.nanoTime() + LEFT_OVER_PATIENCE.toNanos();
        execute(() -> outbox.submit(new Request("clean up " + path, delete, null, deadline)));
    }

    private Future<?> arm(Session of, ReplicaTimer which, long token, long delayNanos) {
        return timer.schedule(
                () -> on(of, new ReplicaEvent.TimerExpired(which, token)), delayNanos, TimeUnit.NANOSECONDS);
    }

    private void send(Session of, Frame frame) {
        synchronized (this) {
            if (of != session) {
                return; // of a life that is over
            }
        }
        try {
            of.group().send(SYNC_PATIENCE, FrameCodec.encode(frame));
        } catch (GroupException e) {
            on(of, new ReplicaEvent.Expelled("a message could not be sent: " + e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void moved(Session of, ReplicaEffect.Moved moved) {
        if (moved.to() != Mode.SYNCED) {
            outbox.close();
        }
        text = replica.text();
        members = replica.members();
        LOG.log(Level.INFO, "clusterfs: {0} -> {1}: {2}", moved.from(), moved.to(), moved.why());
        if (moved.to() != Mode.SYNCED) {
            return;
        }
        failures = 0;
        if (wasOpen || complete.test(members)) {
            open(of);
        } else {
            text = "waiting for other nodes of the ring to join the group";
            later(COMPANY_SECONDS, () -> openAlone(of));
        }
    }

    private synchronized void openAlone(Session of) {
        if (of == session && replica.mode() == Mode.SYNCED && !wasOpen) {
            open(of);
        }
    }

    private void open(Session of) {
        wasOpen = true;
        text = replica.text();
        outbox.open(of.group());
        if (!swept) {
            swept = true;
            execute(this::sweep);
        }
        execute(outbox::sendHeld);
    }

    /** Removes what an earlier process of this node left when it ended in the middle of a replacement. */
    private void sweep() {
        int self = replica.self().nodeId();
        for (var entry : tree.inodes()) {
            if (entry.writer() == self && temporaryNames.isOfEarlierProcess(entry.name())) {
                removeLeftOver(entry.path());
            }
        }
    }

    private void left(Session of, String why, boolean forGood) {
        session = null;
        wasOpen = false;
        members = List.of();
        text = replica.text();
        armed.values().forEach(future -> future.cancel(false));
        armed.clear();
        outbox.close();
        outbox.endPending(Errno.EBUSY);
        if (groups != of.provider()) {
            LOG.log(Level.INFO, "clusterfs: left the group: {0}", why);
            return; // whoever asked for it closes the session
        }
        execute(of::close);
        if (forGood) {
            groups = null;
            LOG.log(Level.ERROR, "clusterfs: left the group for good: {0}", why);
            return;
        }
        long delay = Math.min(REJOIN_SECONDS << Math.min(failures++, 10), MAX_REJOIN_SECONDS);
        LOG.log(Level.WARNING, "clusterfs: left the group: {0}; joins again in {1} s", why, delay);
        later(delay, this::join);
    }

    private void later(long seconds, Runnable task) {
        try {
            timer.schedule(() -> execute(task), seconds, TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            // The service is going.
        }
    }

    private void execute(Runnable task) {
        execute(sync, task);
    }

    private static void execute(ExecutorService executor, Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            // The service is going.
        }
    }
}
