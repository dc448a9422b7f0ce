package org.quorate.clusterfs.fuse;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.quorate.clusterfs.fuse.protocol.Errno;
import org.quorate.clusterfs.fuse.protocol.Response;
import org.quorate.tree.ClusterTree;

/** The tree that is there at the moment; while there is none, requests wait for the next one. Thread safe. */
final class Trees {
    /** What is done with a tree. */
    @FunctionalInterface
    interface Task {
        CompletableFuture<Response> on(ClusterTree tree);
    }

    private final Duration wait;
    private volatile @Nullable ClusterTree current;

    Trees(Duration wait) {
        this.wait = wait;
    }

    synchronized void arrived(ClusterTree tree) {
        current = tree;
        notifyAll();
    }

    synchronized void left(ClusterTree tree) {
        if (current == tree) {
            current = null;
        }
    }

    /** Does it at once. Without a tree it is done on a thread of its own, as soon as there is one, or refused with EIO. */
    CompletableFuture<Response> with(Task task) {
        var tree = current;
        if (tree != null) {
            return task.on(tree);
        }
        return Aside.begin(givenUp -> {
            var next = next();
            if (next == null || givenUp.getAsBoolean()) {
                return TreeChanges.failed(Errno.EIO);
            }
            return task.on(next);
        });
    }

    private synchronized @Nullable ClusterTree next() {
        long deadline = System.nanoTime() + wait.toNanos();
        long left = wait.toNanos();
        try {
            while (current == null && left > 0) {
                wait(left / 1_000_000, (int) (left % 1_000_000));
                left = deadline - System.nanoTime();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return current;
    }
}
