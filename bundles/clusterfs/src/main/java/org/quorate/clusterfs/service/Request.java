package org.quorate.clusterfs.service;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.quorate.clusterfs.tree.Applied;
import org.quorate.clusterfs.tree.Change;
import org.quorate.clusterfs.tree.Errno;
import org.quorate.clusterfs.wire.Operation;

/**
 * What one caller asked for: one message, or several that are sent together. Thread safe.
 *
 * <p>It is answered when all its messages are delivered here or could not be sent. The first error counts.
 */
final class Request {
    private final String what;
    private final List<Operation> operations;
    private final @Nullable String temporary;
    private final CompletableFuture<Long> future = new CompletableFuture<>();
    private final long deadlineNanos;
    private int sent;
    private int unanswered;
    private boolean temporaryExists;
    private long version;
    private @Nullable Errno error;

    /**
     * One request.
     *
     * @param what for messages: the operation and its path
     * @param temporary a file that the messages make and the last of them moves away
     */
    Request(String what, List<Operation> operations, @Nullable String temporary, long deadlineNanos) {
        this.what = what;
        this.operations = operations;
        this.temporary = temporary;
        this.deadlineNanos = deadlineNanos;
        this.unanswered = (int) operations.stream().filter(Request::isAnswered).count();
    }

    /** Whether an operation has a result of its own. */
    static boolean isAnswered(Operation operation) {
        return operation instanceof Operation.Make;
    }

    // ---- what is sent, guarded by the lock of the sender

    boolean isFresh() {
        return sent == 0;
    }

    boolean hasNext() {
        return sent < operations.size();
    }

    Operation next() {
        return operations.get(sent);
    }

    void advance() {
        sent++;
    }

    /** Gives up the rest; the number of answers that will not come. */
    int skipRest() {
        int rest = 0;
        for (; hasNext(); advance()) {
            rest += isAnswered(next()) ? 1 : 0;
        }
        return rest;
    }

    /** Whether its answer says that nothing of it can be lost. To make an empty file says less, as in any file system. */
    boolean isForced() {
        return operations.size() != 1 || !(operations.getFirst() instanceof Operation.Make(Change.Create _));
    }

    CompletableFuture<Long> future() {
        return future;
    }

    long deadlineNanos() {
        return deadlineNanos;
    }

    /** Bytes of content that wait with it. */
    long bytes() {
        long bytes = 0;
        for (var operation : operations) {
            if (operation instanceof Operation.Make(Change.Write write)) {
                bytes += write.data().length;
            }
        }
        return bytes;
    }

    // ---- what is answered

    synchronized boolean hasFailed() {
        return error != null;
    }

    /** One message was delivered; true if it was the last that was missing. */
    synchronized boolean made(Applied applied) {
        if (applied.error() == null) {
            version = applied.after().version();
            for (var entry : applied.put()) {
                temporaryExists |= entry.path().equals(temporary);
            }
        }
        return answered(1, applied.error());
    }

    /** So many messages will not be made; true if they were all that was missing. */
    synchronized boolean notMade(int messages, Errno errno) {
        return answered(messages, errno);
    }

    private boolean answered(int messages, @Nullable Errno errno) {
        if (error == null) {
            error = errno;
        }
        unanswered -= messages;
        return unanswered == 0;
    }

    /** The temporary file that is left over, or null. */
    synchronized @Nullable String leftOver() {
        return error != null && temporaryExists ? temporary : null;
    }

    /** Tells the caller the answer. */
    void complete() {
        Errno result;
        synchronized (this) {
            result = error;
        }
        if (result == null) {
            future.complete(version);
        } else {
            refuse(result);
        }
    }

    /** Tells the caller that it is refused, unless there is an answer already. */
    void refuse(Errno errno) {
        if (!future.isDone()) {
            future.completeExceptionally(Errors.of(errno, what));
        }
    }

    void refuse(Errno errno, String reason) {
        if (!future.isDone()) {
            future.completeExceptionally(Errors.of(errno, what, reason));
        }
    }
}
