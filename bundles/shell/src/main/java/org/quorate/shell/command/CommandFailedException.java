package org.quorate.shell.command;

/** A command that did not do what it was asked to; the message is for the operator, one line for each problem. */
public final class CommandFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Names what failed and the next step. */
    public CommandFailedException(String message) {
        super(message, null, false, false);
    }

    /** Only the message: the shell prints this. */
    @Override
    public String toString() {
        return String.valueOf(getMessage());
    }
}
