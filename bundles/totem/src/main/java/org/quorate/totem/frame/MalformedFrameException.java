package org.quorate.totem.frame;

/** Bytes that are no frame. They come from outside, so it is thrown often: without a stack trace. */
public final class MalformedFrameException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final int sender;

    /** What is wrong with the bytes, as far as the counters tell it apart. */
    public enum Kind {
        /** Lengths, counts or types make no sense. */
        GARBAGE,
        /** The sender has the other byte order. */
        BYTE_ORDER,
        /** The sender speaks another version of the protocol. */
        VERSION
    }

    /** Bytes that make no sense at that offset. */
    public MalformedFrameException(String problem, int offset) {
        this(Kind.GARBAGE, 0, problem + " at offset " + offset);
    }

    /** A frame that this node cannot take, of a node that says who it is. */
    public MalformedFrameException(Kind kind, int sender, String problem) {
        super(problem, null, false, false);
        this.kind = kind;
        this.sender = sender;
    }

    /** For the counters. */
    public Kind kind() {
        return kind;
    }

    /** Who sent it, as it says; 0: it does not. */
    public int sender() {
        return sender;
    }
}
