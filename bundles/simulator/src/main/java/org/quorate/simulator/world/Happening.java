package org.quorate.simulator.world;

import org.jspecify.annotations.Nullable;

/** Something that is due at a time. Reused: it belongs to the agenda again when it was handled. */
public final class Happening {
    /** What is due. */
    public enum Kind {
        /** A frame arrives at a node. */
        FRAME,
        /** A node has something to do: a timer, its disk, its queues. */
        WAKE,
        /** Somebody on a node asks for something. */
        CLIENT,
        /** A fault begins. */
        FAULT,
        /** A fault ends. */
        END_OF_FAULT
    }

    long at;
    private long order;
    private Kind kind = Kind.WAKE;
    private int node;
    private int life;
    private int from;
    private boolean forged;
    private @Nullable Object what;

    void set(long time, long number, Kind newKind, int newNode, int newLife, int newFrom, @Nullable Object newWhat) {
        at = time;
        order = number;
        kind = newKind;
        node = newNode;
        life = newLife;
        from = newFrom;
        forged = false;
        what = newWhat;
    }

    void forget() {
        what = null;
    }

    Happening markForged() {
        forged = true;
        return this;
    }

    boolean isBefore(Happening other) {
        return at < other.at || at == other.at && order < other.order;
    }

    /** When, in nanoseconds of the world. */
    public long at() {
        return at;
    }

    /** What is due. */
    public Kind kind() {
        return kind;
    }

    /** Where; also the number of a class of faults. */
    public int node() {
        return node;
    }

    /** In which life of the node. */
    public int life() {
        return life;
    }

    /** Who sent the frame. */
    public int from() {
        return from;
    }

    /** Whether the frame is an old one that comes once more, or was never sent by whom it names. */
    public boolean isForged() {
        return forged;
    }

    /** The event or the fault. */
    public @Nullable Object what() {
        return what;
    }
}
