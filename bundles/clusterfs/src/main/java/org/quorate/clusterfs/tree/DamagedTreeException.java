package org.quorate.clusterfs.tree;

/** Rows that do not make a tree; the message names the row. */
public final class DamagedTreeException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Names the row. */
    public DamagedTreeException(String message) {
        super(message, null, false, false);
    }
}
