package org.quorate.tree;

/** An operation that was refused; nothing was changed by it. */
public final class TreeException extends Exception {
    private static final long serialVersionUID = 1L;

    private final TreeError error;

    /** Names the operation, the path and the reason. */
    public TreeException(TreeError error, String message) {
        super(message, null, false, false);
        this.error = error;
    }

    /** The errno. */
    public TreeError error() {
        return error;
    }
}
