package org.quorate.group.host;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Messages on their way to the ring thread; those who send wait while it is full. */
final class Outgoing {
    /**
     * Room for messages that wait for the token, in bytes: some rotations at full speed. More would not be faster, and
     * what waits through several collections of young objects ends among the old ones.
     */
    private static final int CAPACITY_BYTES = 1 << 20;

    /** What a piece needs beside its bytes: buffer, list and queue node. */
    private static final int OVERHEAD_BYTES = 160;

    /** Senders are woken once that much has gone, not for each message. */
    private static final int WAKE_BYTES = CAPACITY_BYTES / 4;

    private final Queue<List<ByteBuffer>> messages = new ConcurrentLinkedQueue<>();
    private final Semaphore room = new Semaphore(CAPACITY_BYTES, true);
    private int freed;

    /** Adds a message, whose pieces stay together; answers false if there was no room in time. */
    boolean offer(List<ByteBuffer> pieces, Duration deadline) throws InterruptedException {
        int needed = cost(pieces);
        if (!room.tryAcquire(needed) && !room.tryAcquire(needed, deadline.toNanos(), TimeUnit.NANOSECONDS)) {
            return false;
        }
        messages.add(pieces);
        return true;
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    /** Hands over the pieces of the next message; on the ring thread only. Answers false if there is none. */
    boolean poll(Consumer<ByteBuffer> taker) {
        var pieces = messages.poll();
        if (pieces == null) {
            return false;
        }
        pieces.forEach(taker);
        freed += cost(pieces);
        if (freed >= WAKE_BYTES || messages.isEmpty()) {
            room.release(freed);
            freed = 0;
        }
        return true;
    }

    private static int cost(List<ByteBuffer> pieces) {
        long bytes = 0;
        for (var piece : pieces) {
            bytes += OVERHEAD_BYTES + piece.capacity();
        }
        return (int) Math.min(bytes, CAPACITY_BYTES);
    }
}
