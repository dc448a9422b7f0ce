package org.quorate.totem.frame;

/** Bytes that are no frame. They come from outside, so it is thrown often: without a stack trace. */
public final class MalformedFrameException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

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
        this(Kind.GARBAGE, problem + " at offset " + offset);
    }

    /** A frame that this node cannot take. */
    public MalformedFrameException(Kind kind, String problem) {
        super(problem, null, false, false);
        this.kind = kind;
    }

    /** For the counters. */
    public Kind kind() {
        return kind;
    }
}
