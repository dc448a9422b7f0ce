package org.quorate.clusterfs.fuse;

import java.time.Duration;

/**
 * What shapes a mount.
 *
 * @param uid owner of everything
 * @param gid group of everything
 * @param readers threads that take requests
 * @param cacheSeconds how long the kernel may believe names and attributes; what changes meanwhile it is told
 * @param treeWait how long callers wait while there is no tree
 * @param interruptGrace how long a change may go on after its caller was interrupted
 */
record Settings(int uid, int gid, int readers, int cacheSeconds, Duration treeWait, Duration interruptGrace) {
    private static final int LEAST_READERS = 2;
    private static final int MOST_READERS = 4;
    private static final int CACHE_SECONDS = 1;
    private static final Duration INTERRUPT_GRACE = Duration.ofSeconds(1);

    /** As configured; 0 readers: by the number of processors. */
    static Settings of(int gid, int readers, Duration treeWait) {
        int processors = Runtime.getRuntime().availableProcessors();
        int threads = readers > 0 ? readers : Math.clamp(processors, LEAST_READERS, MOST_READERS);
        return new Settings(0, gid, threads, CACHE_SECONDS, treeWait, INTERRUPT_GRACE);
    }
}
