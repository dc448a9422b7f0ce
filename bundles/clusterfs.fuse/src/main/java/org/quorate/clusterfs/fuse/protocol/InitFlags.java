package org.quorate.clusterfs.fuse.protocol;

/** What kernel and server agree on at INIT. The upper half travels in a field of its own. */
public final class InitFlags {
    /** An open with O_TRUNC truncates; no SETATTR comes before it. */
    public static final long ATOMIC_O_TRUNC = 1L << 3;
    /** Writes above 4 KiB. */
    public static final long BIG_WRITES = 1L << 5;
    /** Cached pages are dropped when attributes show that the file changed. */
    public static final long AUTO_INVAL_DATA = 1L << 12;
    /** Names are listed with attributes. */
    public static final long DO_READDIRPLUS = 1L << 13;
    /** Names are listed with attributes when callers seem to want them. */
    public static final long READDIRPLUS_AUTO = 1L << 14;
    /** Lookups and listings of one directory run beside each other. */
    public static final long PARALLEL_DIROPS = 1L << 18;
    /** The reply has a field for the largest number of pages in a request. */
    public static final long MAX_PAGES = 1L << 22;
    /** The server takes care of set-uid bits; the kernel does not ask for capabilities before each write. */
    public static final long HANDLE_KILLPRIV_V2 = 1L << 28;
    /** The upper half of the flags is there. */
    public static final long INIT_EXT = 1L << 30;
    /** Tells that a notice can let a name expire without dropping what is below it. */
    public static final long HAS_EXPIRE_ONLY = 1L << 35;

    private InitFlags() {}
}
