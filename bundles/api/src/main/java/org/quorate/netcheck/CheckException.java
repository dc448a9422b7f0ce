package org.quorate.netcheck;

/** A check that could not be done; the message names what is in the way, and the next step. */
public final class CheckException extends Exception {
    private static final long serialVersionUID = 1L;

    /** For the operator. */
    public CheckException(String message) {
        super(message, null, false, false);
    }
}
