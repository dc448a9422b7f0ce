package org.quorate.clusterfs.tree;

/** Bytes of another member that are not what they should be. */
public final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Says what is wrong where. */
    public MalformedException(String message) {
        super(message, null, false, false);
    }
}
