package org.quorate.group.local;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.quorate.group.GroupException;
import org.quorate.group.GroupListener;
import org.quorate.group.GroupMember;
import org.quorate.group.MembershipChange;
import org.quorate.group.MembershipChange.Reason;
import org.quorate.group.ProcessGroup;

/** A group of one: what it sends is delivered to itself, in order. */
final class LocalGroup implements ProcessGroup {
    private static final int MAX_MESSAGE_BYTES = 64 << 20;

    /** What may wait for the listener, in KiB; a sender waits for room. */
    private static final int ROOM_KIB = MAX_MESSAGE_BYTES >> 10;

    private final String name;
    private final GroupMember self;
    private final GroupListener listener;
    private final Consumer<LocalGroup> whenOut;
    private final LinkedBlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(ROOM_KIB, true);
    private final Thread thread;
    private volatile boolean out;

    LocalGroup(String name, GroupMember self, GroupListener listener, Consumer<LocalGroup> whenOut) {
        this.name = name;
        this.self = self;
        this.listener = listener;
        this.whenOut = whenOut;
        thread = Thread.ofPlatform()
                .name("quorate-group-" + name.strip())
                .daemon()
                .unstarted(this::run);
    }

    void start() {
        var joined = List.of(new MembershipChange.Change(self, Reason.JOIN));
        events.add(() -> listener.membershipChanged(new MembershipChange(List.of(self), List.of(), joined)));
        thread.start();
    }

    private void run() {
        try {
            while (!out) {
                events.take().run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

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
        long bytes = 0;
        for (var part : parts) {
            bytes += part.remaining();
        }
        if (bytes > MAX_MESSAGE_BYTES) {
            throw new GroupException(
                    GroupException.Cause.TOO_LARGE,
                    "group " + name.strip() + ": message of " + bytes + " bytes; at most " + MAX_MESSAGE_BYTES);
        }
        int kib = (int) Math.min(ROOM_KIB, 1 + bytes / 1024);
        if (!room.tryAcquire(kib, deadline.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new GroupException(
                    GroupException.Cause.BUSY,
                    "group " + name.strip() + ": its listener took nothing for " + deadline.toMillis() + " ms");
        }
        var message = ByteBuffer.allocate((int) bytes);
        for (var part : parts) {
            message.put(part.duplicate());
        }
        message.flip();
        synchronized (this) { // one order, also of what two threads send
            if (out) {
                throw new GroupException(
                        GroupException.Cause.LEFT, "group " + name.strip() + ": this process has left");
            }
            events.add(() -> {
                room.release(kib);
                listener.delivered(self, message.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN));
            });
        }
    }

    /** The engine is going. */
    void expel(String reason) {
        whenOut.accept(this);
        events.add(() -> {
            listener.expelled(reason);
            out = true;
        });
    }

    @Override
    public void close() {
        synchronized (this) {
            out = true;
        }
        whenOut.accept(this);
        if (Thread.currentThread() == thread) {
            return;
        }
        events.add(() -> {}); // so that it looks
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
