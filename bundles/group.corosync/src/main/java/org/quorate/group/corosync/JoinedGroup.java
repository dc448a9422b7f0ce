package org.quorate.group.corosync;

import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.quorate.group.GroupException;
import org.quorate.group.GroupListener;
import org.quorate.group.GroupMember;
import org.quorate.group.MembershipChange;
import org.quorate.group.ProcessGroup;
import org.quorate.group.corosync.daemon.CorosyncException;
import org.quorate.group.corosync.daemon.DaemonSession;
import org.quorate.group.corosync.daemon.GroupConnection;
import org.quorate.group.corosync.daemon.GroupEvents;

/** This process in a group: what it sends waits here for the engine's thread, and it hears on a thread of its own. */
final class JoinedGroup implements ProcessGroup, GroupEvents {
    /** As of the other engine; libcpg cuts what does not fit into one request. */
    static final int MAX_MESSAGE_BYTES = 64 << 20;

    private static final System.Logger LOG = System.getLogger(JoinedGroup.class.getName());

    /** A listener that is further behind is expelled: memory is for those who keep up. */
    private static final long MAX_BEHIND_BYTES = 64L << 20;

    /** What a message needs beside its bytes. */
    private static final int OVERHEAD_BYTES = 200;

    /** Room for messages that corosync does not take yet; who sends more waits. */
    private static final int ROOM_BYTES = 1 << 20;

    /** Messages of one group in one turn; the others have theirs then. */
    private static final int BATCH = 64;

    /** What the group wants of the engine's thread next. */
    enum Pace {
        /** Nothing. */
        REST,
        /** To try again what corosync has not taken. */
        AGAIN,
        /** To go on. */
        GO_ON
    }

    private sealed interface Event {
        record Delivered(GroupMember sender, ByteBuffer message) implements Event {}

        record Changed(MembershipChange change) implements Event {}

        record Expelled(String reason) implements Event {}

        record Closed() implements Event {}
    }

    private final CorosyncHost host;
    private final String name;
    private final byte[] wireName;
    private final GroupMember self;
    private final GroupListener listener;
    private final Runnable whenOut;
    private final Queue<ByteBuffer> outgoing = new ConcurrentLinkedQueue<>();
    private final Semaphore room = new Semaphore(ROOM_BYTES, true);
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final AtomicLong behindBytes = new AtomicLong();
    private final AtomicBoolean out = new AtomicBoolean();
    private final Thread thread;
    private volatile boolean silent;

    // On the engine's thread.
    private @Nullable GroupConnection connection;
    private boolean joined;
    private boolean leaving;
    private boolean leaveAsked;
    private boolean gone;

    /** Not joined yet. */
    JoinedGroup(CorosyncHost host, String name, GroupMember self, GroupListener listener, Runnable whenOut) {
        this.host = host;
        this.name = name;
        this.wireName = name.getBytes(StandardCharsets.UTF_8);
        this.self = self;
        this.listener = listener;
        this.whenOut = whenOut;
        this.thread = Thread.ofPlatform()
                .name("quorate-group-" + name.strip())
                .daemon()
                .unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    // ---- the group as its process sees it

    @Override
    public String name() {
        return name;
    }

    @Override
    public GroupMember self() {
        return self;
    }

    @Override
    public int maxMessageBytes() {
        return MAX_MESSAGE_BYTES;
    }

    @Override
    public void send(Duration deadline, ByteBuffer... parts) throws GroupException, InterruptedException {
        long length = 0;
        for (var part : parts) {
            length += part.remaining();
        }
        if (length > MAX_MESSAGE_BYTES) {
            throw new GroupException(
                    GroupException.Cause.TOO_LARGE,
                    text("a message of " + length + " bytes is too large; at most " + MAX_MESSAGE_BYTES));
        }
        boolean admitted = !out.get() && room.tryAcquire(cost(length), deadline.toNanos(), TimeUnit.NANOSECONDS);
        if (out.get()) {
            throw new GroupException(GroupException.Cause.LEFT, text("this process is not in it any more"));
        }
        if (!admitted) {
            throw new GroupException(
                    GroupException.Cause.BUSY,
                    text("corosync has taken nothing for " + deadline.toMillis() + " ms; try again"));
        }
        var message = ByteBuffer.allocate((int) length);
        for (var part : parts) {
            message.put(part.duplicate());
        }
        outgoing.add(message.flip());
        host.wakeup();
    }

    private static int cost(long length) {
        return (int) Math.min(length + OVERHEAD_BYTES, ROOM_BYTES);
    }

    private String text(String what) {
        return "group " + name.strip() + ": " + what;
    }

    @Override
    public void close() {
        silent = true;
        if (end()) {
            host.execute(_ -> leaving = true);
        }
        events.add(new Event.Closed());
        if (Thread.currentThread() != thread) {
            awaitThread();
        }
    }

    private void awaitThread() {
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whoever waits for room is let go, and told. False if it was at its end. */
    private boolean end() {
        boolean first = out.compareAndSet(false, true);
        if (first) {
            whenOut.run();
            room.release(ROOM_BYTES);
        }
        return first;
    }

    // ---- on the engine's thread

    /** Joins, sends and leaves, as far as corosync goes along. */
    Pace work(DaemonSession session) throws CorosyncException {
        var current = connection;
        if (current == null) {
            current = session.open(wireName, this);
            connection = current;
        }
        joined = joined || current.join();
        if (!joined) {
            return Pace.AGAIN;
        }
        for (int i = 0; i < BATCH; i++) {
            var message = outgoing.peek();
            if (message == null) {
                return leaving ? leave(current) : Pace.REST;
            }
            if (!current.send(message.duplicate())) {
                return Pace.AGAIN;
            }
            outgoing.remove();
            room.release(cost(message.remaining()));
        }
        return Pace.GO_ON;
    }

    private Pace leave(GroupConnection current) throws CorosyncException {
        leaveAsked = leaveAsked || current.leave();
        return leaveAsked ? Pace.REST : Pace.AGAIN;
    }

    /** Whether nothing is to be done for it any more. */
    boolean isOver() {
        return gone || leaving && !joined;
    }

    /** Ends the connection; not while it is being told something. */
    void disconnect() {
        var current = connection;
        connection = null;
        if (current != null) {
            current.close();
        }
    }

    /** Its daemon is lost. Who has not joined yet joins when there is one again. */
    void lost(String reason) {
        connection = null; // closed with its session
        if (joined) {
            joined = false;
            expel(reason);
        }
    }

    /** The process is out without having asked for it. */
    void expel(String reason) {
        leaving = true;
        if (end()) {
            events.add(new Event.Expelled(reason));
        }
    }

    @Override
    public void delivered(GroupMember sender, ByteBuffer message) {
        if (out.get()) {
            return;
        }
        events.add(new Event.Delivered(sender, message));
        if (behindBytes.addAndGet(message.remaining() + OVERHEAD_BYTES) > MAX_BEHIND_BYTES) {
            outgoing.clear();
            expel("its listener is more than " + (MAX_BEHIND_BYTES >> 20) + " MiB behind");
        }
    }

    @Override
    public void changed(MembershipChange change) {
        gone |= change.left().stream().anyMatch(left -> left.member().equals(self));
        if (!out.get()) {
            events.add(new Event.Changed(change));
        }
    }

    // ---- on the delivery thread

    private void run() {
        try {
            while (handle(events.take())) {
                // until it is over
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** False after the last one. What came before an expulsion is told before it. */
    private boolean handle(Event event) {
        if (silent) {
            return false;
        }
        try {
            switch (event) {
                case Event.Delivered(var sender, var message) -> {
                    behindBytes.addAndGet(-message.remaining() - OVERHEAD_BYTES);
                    listener.delivered(sender, message.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN));
                }
                case Event.Changed(var change) -> listener.membershipChanged(change);
                case Event.Expelled(var reason) -> listener.expelled(reason);
                case Event.Closed() -> {
                    return false;
                }
            }
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "group {0}: listener failed: {1}", name.strip(), e.toString());
            LOG.log(Level.DEBUG, "listener failed", e);
        }
        return !(event instanceof Event.Expelled);
    }
}
