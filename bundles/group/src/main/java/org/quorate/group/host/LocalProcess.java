package org.quorate.group.host;

import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.quorate.group.GroupException;
import org.quorate.group.GroupListener;
import org.quorate.group.GroupMember;
import org.quorate.group.MembershipChange;
import org.quorate.group.ProcessGroup;
import org.quorate.totem.cpg.Cpg;
import org.quorate.totem.cpg.CpgListener;
import org.quorate.totem.cpg.CpgProcess;
import org.quorate.totem.cpg.CpgReason;

/** A local process in a group: sends by way of the ring host, and hears on a thread of its own. */
final class LocalProcess implements ProcessGroup, CpgListener {
    private static final System.Logger LOG = System.getLogger(LocalProcess.class.getName());

    /** A listener that is further behind than that is expelled: memory is for those who keep up. */
    private static final int MAX_BEHIND_BYTES = 64 << 20;

    /** What a message that waits for its listener needs beside its bytes. */
    private static final int OVERHEAD_BYTES = 200;

    /** What each process needs that a change of the membership names. */
    private static final int NAMED_BYTES = 40;

    private static final MembershipChange.Reason[] REASONS = reasons();

    private final RingHost host;
    private final String name;
    private final String wireName;
    private final GroupMember self;
    private final GroupListener listener;
    private final Runnable whenOut;
    private final Queue<Event> events = new ConcurrentLinkedQueue<>();
    private final AtomicInteger behindBytes = new AtomicInteger();
    private final AtomicBoolean out = new AtomicBoolean();
    private final Thread thread;
    private volatile boolean parked;
    private boolean signalled;
    private boolean expelled;

    private sealed interface Event {
        /** What is kept for it while it waits. */
        int bytes();

        record Delivered(CpgProcess sender, ByteBuffer message) implements Event {
            @Override
            public int bytes() {
                return OVERHEAD_BYTES + message.capacity();
            }
        }

        record Changed(List<CpgProcess> members, List<CpgListener.Change> left, List<CpgListener.Change> joined)
                implements Event {
            @Override
            public int bytes() {
                return OVERHEAD_BYTES + NAMED_BYTES * (members.size() + left.size() + joined.size());
            }
        }

        record Expelled(String reason) implements Event {
            @Override
            public int bytes() {
                return OVERHEAD_BYTES;
            }
        }
    }

    LocalProcess(RingHost host, String name, GroupMember self, GroupListener listener, Runnable whenOut) {
        this.host = host;
        this.name = name;
        this.wireName = wireName(name);
        this.self = self;
        this.listener = listener;
        this.whenOut = whenOut;
        this.thread = Thread.ofPlatform()
                .name("quorate-group-" + name.strip())
                .daemon()
                .unstarted(this::run);
    }

    /** One character a byte, as the core keeps names. */
    static String wireName(String name) {
        return new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    void start() {
        thread.start();
    }

    @Override
    public String name() {
        return name;
    }

    String wireName() {
        return wireName;
    }

    @Override
    public GroupMember self() {
        return self;
    }

    @Override
    public int maxMessageBytes() {
        return Cpg.MAX_MESSAGE_BYTES;
    }

    @Override
    public void send(Duration deadline, ByteBuffer... parts) throws GroupException, InterruptedException {
        long length = 0;
        for (var part : parts) {
            length += part.remaining();
        }
        if (length > maxMessageBytes()) {
            throw new GroupException(
                    GroupException.Cause.TOO_LARGE,
                    "group " + name.strip() + ": message of " + length + " bytes; at most " + maxMessageBytes());
        }
        if (out.get()) {
            throw new GroupException(GroupException.Cause.LEFT, "group " + name.strip() + ": this process has left");
        }
        if (!host.submit(Cpg.encode(self.nodeId(), wireName, self.pid(), parts), deadline)) {
            throw new GroupException(
                    GroupException.Cause.BUSY,
                    "group " + name.strip() + ": no room to send within " + deadline.toMillis() + " ms; the ring is "
                            + host.phase());
        }
    }

    @Override
    public void close() {
        if (!out.compareAndSet(false, true)) {
            return;
        }
        host.leave(this);
        whenOut.run();
        LockSupport.unpark(thread);
        if (Thread.currentThread() != thread) {
            join();
        }
    }

    private void join() {
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // ---- on the ring thread

    @Override
    public void delivered(CpgProcess sender, ByteBuffer message) {
        addInTime(new Event.Delivered(sender, message));
    }

    @Override
    public void changed(List<CpgProcess> members, List<CpgListener.Change> left, List<CpgListener.Change> joined) {
        addInTime(new Event.Changed(members, left, joined));
    }

    private void addInTime(Event event) {
        if (expelled) {
            return; // it has not heard yet that it is out
        }
        if (behindBytes.get() + event.bytes() > MAX_BEHIND_BYTES) {
            expel("its listener is more than " + (MAX_BEHIND_BYTES >> 20) + " MiB behind");
        } else {
            add(event);
        }
    }

    void expel(String reason) {
        if (!out.get() && !expelled) {
            expelled = true;
            add(new Event.Expelled(reason));
            host.forget(this);
        }
    }

    private void add(Event event) {
        behindBytes.addAndGet(event.bytes());
        events.add(event);
        if (!signalled) {
            signalled = true;
            host.signalLater(this);
        }
    }

    /** Wakes the delivery thread; once for all that a batch has brought. */
    void signal() {
        signalled = false;
        if (parked) {
            LockSupport.unpark(thread);
        }
    }

    // ---- on the delivery thread

    private void run() {
        while (!out.get()) {
            var event = events.poll();
            if (event != null) {
                handle(event);
                continue;
            }
            parked = true;
            if (events.isEmpty() && !out.get()) {
                LockSupport.park(this);
            }
            parked = false;
        }
    }

    private void handle(Event event) {
        behindBytes.addAndGet(-event.bytes());
        try {
            switch (event) {
                case Event.Delivered(var sender, var message) ->
                    listener.delivered(
                            member(sender), message.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN));
                case Event.Changed(var members, var left, var joined) ->
                    listener.membershipChanged(new MembershipChange(
                            members.stream().map(LocalProcess::member).toList(), changes(left), changes(joined)));
                case Event.Expelled(var reason) -> {
                    out.set(true);
                    whenOut.run();
                    listener.expelled(reason);
                }
            }
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "group {0}: listener failed: {1}", name.strip(), e.toString());
            LOG.log(Level.DEBUG, "listener failed", e);
        }
    }

    private static GroupMember member(CpgProcess process) {
        return new GroupMember(process.node(), process.pid());
    }

    private static List<MembershipChange.Change> changes(List<CpgListener.Change> changes) {
        return changes.stream()
                .map(change -> new MembershipChange.Change(
                        member(change.process()), REASONS[change.reason().ordinal()]))
                .toList();
    }

    private static MembershipChange.Reason[] reasons() {
        var reasons = new MembershipChange.Reason[CpgReason.values().length];
        for (var reason : CpgReason.values()) {
            reasons[reason.ordinal()] = MembershipChange.Reason.valueOf(reason.name());
        }
        return reasons;
    }
}
