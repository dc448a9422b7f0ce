package org.quorate.clusterfs.fuse.protocol;

/** The errors of Linux that the mount itself answers or meets; numbers are the same on all architectures Java runs on. */
public final class Errno {
    public static final int EPERM = 1;
    public static final int ENOENT = 2;
    public static final int EINTR = 4;
    public static final int EIO = 5;
    public static final int EBADF = 9;
    public static final int EAGAIN = 11;
    public static final int EACCES = 13;
    public static final int EBUSY = 16;
    public static final int EEXIST = 17;
    public static final int ENODEV = 19;
    public static final int ENOTDIR = 20;
    public static final int EISDIR = 21;
    public static final int EINVAL = 22;
    public static final int ENOTTY = 25;
    public static final int EFBIG = 27;
    /** Answered once, it tells the kernel never to ask again. */
    public static final int ENOSYS = 38;

    public static final int EPROTO = 71;
    public static final int EILSEQ = 84;
    public static final int ECONNABORTED = 103;
    /** What callers get from a mount whose server is gone. */
    public static final int ENOTCONN = 107;
    /** What was looked up is gone; the kernel looks the path up once more before it tells the caller. */
    public static final int ESTALE = 116;

    private Errno() {}
}
