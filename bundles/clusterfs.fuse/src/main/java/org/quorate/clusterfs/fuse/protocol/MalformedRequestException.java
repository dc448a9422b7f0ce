package org.quorate.clusterfs.fuse.protocol;

/** A request that cannot be read; it is refused with the errno and the mount goes on. */
public final class MalformedRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int errno;

    /** Without a stack trace: what matters is the request. */
    public MalformedRequestException(int errno, String message) {
        super(message, null, false, false);
        this.errno = errno;
    }

    /** The answer. */
    public int errno() {
        return errno;
    }
}
