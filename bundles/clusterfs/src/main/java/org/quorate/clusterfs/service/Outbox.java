package org.quorate.clusterfs.service;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.quorate.clusterfs.tree.Errno;
import org.quorate.clusterfs.wire.Operation;
import org.quorate.clusterfs.wire.OperationCodec;
import org.quorate.group.GroupException;
import org.quorate.group.ProcessGroup;

/**
 * Sends changes of this node, numbered in the order in which they go out: the count rises under a lock that is held
 * until the group has taken the message. While the replica is not synced, changes are held back, since what a member
 * sends then can come at another place in the order elsewhere.
 */
final class Outbox {
    private static final int MAX_HELD = 10_000;
    private static final long MAX_HELD_BYTES = 64L << 20;

    private final IntSupplier seconds;
    private final BooleanSupplier quorate;
    private final Consumer<String> leftOvers;
    private final ReentrantLock sending = new ReentrantLock();
    private final ArrayDeque<Request> held = new ArrayDeque<>();
    private final Map<Long, Request> pending = new ConcurrentHashMap<>();
    private long heldBytes;
    private long count;
    private volatile @Nullable ProcessGroup open;
    private volatile @Nullable Errno refusing;

    /**
     * Nothing is open yet.
     *
     * @param leftOvers told of temporary files to be removed
     */
    Outbox(IntSupplier seconds, BooleanSupplier quorate, Consumer<String> leftOvers) {
        this.seconds = seconds;
        this.quorate = quorate;
        this.leftOvers = leftOvers;
    }

    /** Sends at once, or holds, or refuses. May wait for the group, at most until the request's deadline. */
    void submit(Request request) {
        try {
            if (!sending.tryLock(request.deadlineNanos() - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                request.refuse(Errno.EBUSY, "no room to send in time");
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            request.refuse(Errno.EBUSY, "interrupted before it was sent");
            return;
        }
        try {
            var group = open;
            var errno = refusing;
            if (errno != null) {
                request.refuse(errno);
            } else if (group != null && held.isEmpty()) {
                send(group, request);
            } else {
                hold(request);
            }
        } finally {
            sending.unlock();
        }
    }

    private void hold(Request request) {
        if (held.size() >= MAX_HELD || heldBytes + request.bytes() > MAX_HELD_BYTES) {
            request.refuse(Errno.EBUSY, "too many changes wait for the group");
            return;
        }
        held.add(request);
        heldBytes += request.bytes();
    }

    /** Sends what is left of a request; false if the rest is held again, because the group does not take it now. */
    private boolean send(ProcessGroup group, Request request) {
        while (request.hasNext()) {
            var errno = request.hasFailed() ? Errno.EBUSY : send(group, request.next(), request);
            if (errno != null && open != group && refusing == null && !request.hasFailed()) {
                held.addFirst(request);
                heldBytes += request.bytes();
                return false;
            }
            if (errno != null) {
                end(request, request.skipRest(), errno);
                return true;
            }
            request.advance();
        }
        return true;
    }

    private @Nullable Errno send(ProcessGroup group, Operation operation, Request request) {
        if (open != group) {
            return Errno.EBUSY;
        }
        long number = ++count;
        boolean answered = Request.isAnswered(operation);
        if (answered) {
            pending.put(number, request);
        }
        var errno = trySend(group, operation, number, request.deadlineNanos());
        if (errno == null || !answered || pending.remove(number) != null) {
            return errno;
        }
        return null; // whoever ended all pending requests has answered this message
    }

    private @Nullable Errno trySend(ProcessGroup group, Operation operation, long number, long deadlineNanos) {
        try {
            var patience = Duration.ofNanos(Math.max(deadlineNanos - System.nanoTime(), 0));
            group.send(patience, OperationCodec.encode(operation, seconds.getAsInt(), number));
            return null;
        } catch (GroupException e) {
            if (e.reason() == GroupException.Cause.LEFT) {
                open = null; // the host hears of it, too
            }
            return e.reason() == GroupException.Cause.TOO_LARGE ? Errno.EFBIG : Errno.EBUSY;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Errno.EBUSY;
        }
    }

    /** So many messages of a request have no other answer. */
    private void end(Request request, int messages, Errno errno) {
        if (request.notMade(messages, errno)) {
            request.complete();
            var leftOver = request.leftOver();
            if (leftOver != null) {
                leftOvers.accept(leftOver);
            }
        }
    }

    /** Sends a change that nobody waits for. */
    void sendUnasked(Operation operation, Duration patience) {
        sending.lock();
        try {
            var group = open;
            if (group != null) {
                trySend(group, operation, ++count, System.nanoTime() + patience.toNanos());
            }
        } finally {
            sending.unlock();
        }
    }

    /** The replica is synced: what was held may go, by a call of {@link #sendHeld}. */
    void open(ProcessGroup group) {
        open = group;
    }

    /** The replica is not synced any more. */
    void close() {
        open = null;
    }

    /** Sends what was held. Until that is done, new requests line up behind it. */
    void sendHeld() {
        sending.lock();
        try {
            for (var group = open; group != null && !held.isEmpty(); group = open) {
                var request = held.remove();
                heldBytes -= request.bytes();
                if (!quorate.getAsBoolean()) {
                    request.refuse(Errno.EACCES, Errors.NO_QUORUM);
                    end(request, request.skipRest(), Errno.EACCES);
                } else if (request.isFresh() && request.future().isDone()) {
                    continue; // its time is over, and nothing of it was sent
                } else if (!send(group, request)) {
                    return;
                }
            }
        } finally {
            sending.unlock();
        }
    }

    /** The message with that count was delivered and not made. */
    void dropped(long number, Errno errno) {
        var request = pending.remove(number);
        if (request != null) {
            end(request, 1, errno);
        }
    }

    /** The request whose message with that count was delivered; null if nobody waits for it. */
    @Nullable
    Request delivered(long number) {
        return pending.remove(number);
    }

    /** The group is lost, and with it the answers to what was sent. */
    void endPending(Errno errno) {
        for (var number : List.copyOf(pending.keySet())) {
            var request = pending.remove(number);
            if (request != null) {
                end(request, 1, errno);
            }
        }
    }

    /** Refuses everything from now on, and what waits. */
    void refuseAll(Errno errno) {
        refusing = errno;
        open = null;
        endPending(errno);
        List<Request> waiting;
        sending.lock();
        try {
            waiting = new ArrayList<>(held);
            held.clear();
            heldBytes = 0;
        } finally {
            sending.unlock();
        }
        waiting.forEach(request -> request.refuse(errno));
    }
}
