package org.quorate.clusterfs.fuse.kernel;

/** Why there is no mount, in one line with the next step. */
public final class MountException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Names the folder or device, the reason, and what to do. */
    public MountException(String message) {
        super(message);
    }
}
