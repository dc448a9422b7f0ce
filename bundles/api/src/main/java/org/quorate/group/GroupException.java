package org.quorate.group;

/** A message could not be accepted. */
public final class GroupException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What stood in the way. */
    public enum Cause {
        /** No room in the queue within the deadline; try again. */
        BUSY,
        /** The process is not in the group any more. */
        LEFT,
        /** The message is larger than a message may be. */
        TOO_LARGE
    }

    private final Cause reason;

    /** Names what stood in the way, for programs and for people. */
    public GroupException(Cause reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** What stood in the way. */
    public Cause reason() {
        return reason;
    }
}
