package org.quorate.clusterfs.fuse;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.quorate.clusterfs.fuse.protocol.Errno;
import org.quorate.clusterfs.fuse.protocol.InitFlags;
import org.quorate.clusterfs.fuse.protocol.Request;
import org.quorate.clusterfs.fuse.protocol.RequestHeader;
import org.quorate.clusterfs.fuse.protocol.Response;

/**
 * What kernel and mount agree on. Thread safe.
 *
 * <p>Left out on purpose: the write-back cache and asynchronous direct I/O (a write is one change, in order, and its
 * error belongs to its call), cached link targets and listings (other nodes change them), locks (they stay on this node,
 * as with pmxcfs), and access control lists (the place decides who may do what).
 */
final class Negotiation {
    private static final Logger LOG = System.getLogger(Negotiation.class.getName());
    /**
     * Largest write and read: a whole file in one request, and so in one change. A buffer that does not begin at a page
     * needs one page more; kernels that do not grant that cut a write of more than 1 MiB - 4 KiB in two.
     */
    static final int MAX_TRANSFER_BYTES = 1 << 20;
    /** Room for any request or reply. */
    static final int BUFFER_BYTES = MAX_TRANSFER_BYTES + 4096;

    private static final int MAJOR = 7;
    private static final int MINOR = 38;
    /** Large writes, and all layouts used here, are there since Linux 5.4. */
    private static final int LEAST_MINOR = 31;

    private static final int PAGE_BYTES = 4096;
    private static final int MAX_BACKGROUND = 64;
    /** The tree keeps whole seconds. */
    private static final int TIME_GRANULARITY_NANOS = 1_000_000_000;

    private static final long WANTED = InitFlags.BIG_WRITES
            | InitFlags.MAX_PAGES
            | InitFlags.INIT_EXT
            // One request instead of two, and the file can be replaced in one change.
            | InitFlags.ATOMIC_O_TRUNC
            // For mmap and splice, which use the page cache in spite of direct I/O.
            | InitFlags.AUTO_INVAL_DATA
            // A listing with attributes saves one lookup for each name.
            | InitFlags.DO_READDIRPLUS
            | InitFlags.READDIRPLUS_AUTO
            // The tree can be read by all threads at once.
            | InitFlags.PARALLEL_DIROPS
            // Modes follow from the place and never have set-uid bits: nothing is to be asked before a write.
            | InitFlags.HANDLE_KILLPRIV_V2;

    private volatile boolean expireOnly;

    Response answer(Request.Init init) {
        if (init.major() < MAJOR || init.major() == MAJOR && init.minor() < LEAST_MINOR) {
            LOG.log(
                    Level.ERROR,
                    "this kernel speaks FUSE {0}.{1}; the mount needs {2}.{3}, which is in Linux 5.4",
                    init.major(),
                    init.minor(),
                    MAJOR,
                    LEAST_MINOR);
            return new Response.Failed(Errno.EPROTO);
        }
        // Of a newer major version the kernel takes ours and asks again.
        long flags = init.flags() & WANTED;
        expireOnly = (init.flags() & InitFlags.HAS_EXPIRE_ONLY) != 0;
        return new Response.Initialized(
                MAJOR,
                MINOR,
                init.maxReadahead(),
                flags,
                MAX_BACKGROUND,
                MAX_TRANSFER_BYTES,
                TIME_GRANULARITY_NANOS,
                MAX_TRANSFER_BYTES / PAGE_BYTES + 1);
    }

    /** Whether the kernel can let a name expire without dropping the directories that are in use below it. */
    boolean expireOnly() {
        return expireOnly;
    }

    static {
        assert BUFFER_BYTES >= MAX_TRANSFER_BYTES + RequestHeader.BYTES + 40 : "a write with its headers fits";
    }
}
