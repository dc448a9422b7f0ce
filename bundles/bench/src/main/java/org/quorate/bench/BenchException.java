package org.quorate.bench;

/** A run that came to no result; the message is for the operator, in one line. */
public final class BenchException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Names what failed and the next step. */
    public BenchException(String message) {
        super(message, null, false, false);
    }

    /** Only the message: the shell prints this. */
    @Override
    public String toString() {
        return String.valueOf(getMessage());
    }
}
