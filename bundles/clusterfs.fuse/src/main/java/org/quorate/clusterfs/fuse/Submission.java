package org.quorate.clusterfs.fuse;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.quorate.clusterfs.fuse.protocol.Response;

/**
 * Hands changes to the tree. The tree may let its caller wait until the ring has room, so the last reader that is free
 * never does it itself: reading goes on whatever the ring does. Thread safe.
 */
final class Submission {
    private final Trees trees;
    private final Semaphore free;

    Submission(Trees trees, int readers) {
        this.trees = trees;
        this.free = new Semaphore(readers - 1);
    }

    /** The answer; it comes on the thread that completes the change, or on the caller's. */
    CompletableFuture<Response> submit(Trees.Task change) {
        if (!free.tryAcquire()) {
            return Aside.begin(givenUp -> trees.with(change));
        }
        try {
            return trees.with(change);
        } finally {
            free.release();
        }
    }
}
