package org.quorate.simulator.node;

import org.jspecify.annotations.Nullable;
import org.quorate.clusterfs.tree.Change;
import org.quorate.clusterfs.tree.Errno;

/** A change that somebody on a node asks for, and what he is told. */
public final class Request {
    private final Change change;
    private final int number;
    private final long askedNanos;
    private final long deadlineNanos;
    private boolean answered;
    private @Nullable Errno error;
    private long version;

    /**
     * Asked for now.
     *
     * @param number of the write, for those that are checked; else -1
     * @param askedNanos by the clock of the node, as the deadline
     */
    Request(Change change, int number, long askedNanos, long deadlineNanos) {
        this.change = change;
        this.number = number;
        this.askedNanos = askedNanos;
        this.deadlineNanos = deadlineNanos;
    }

    /** What it is. */
    public Change change() {
        return change;
    }

    /** Of the write, or -1. */
    public int number() {
        return number;
    }

    /** When it was asked for, by the node's clock. */
    public long askedNanos() {
        return askedNanos;
    }

    /** Whether its answer says that it survives a loss of power: all but an empty file do. */
    boolean isForced() {
        return !(change instanceof Change.Create);
    }

    /** Whether nobody waits any more. */
    boolean isOver(long nanos) {
        return answered || nanos > deadlineNanos;
    }

    /** The tree's version that it made. */
    public long version() {
        return version;
    }

    void made(@Nullable Errno errno, long newVersion) {
        error = errno;
        version = newVersion;
    }

    /** Its answer, the first one counts. Answers whether that is a success in time. */
    boolean answer(@Nullable Errno errno, long nanos) {
        boolean late = isOver(nanos);
        answered = true;
        return !late && errno == null && error == null;
    }
}
