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
        var response = new CompletableFuture<Response>();
        Thread.ofVirtual().name("quorate-mount-waits").start(() -> {
            try {
                var next = next();
                if (next == null) {
                    response.complete(new Response.Failed(Errno.EIO));
                } else if (!response.isDone()) { // it is when the caller was interrupted
                    task.on(next).whenComplete((answer, failure) -> pass(answer, failure, response));
                }
            } catch (RuntimeException | Error failure) {
                response.completeExceptionally(failure);
            } catch (InterruptedException interrupted) {
                response.complete(new Response.Failed(Errno.EINTR));
            }
        });
        return response;
    }

    private static void pass(
            @Nullable Response answer, @Nullable Throwable failure, CompletableFuture<Response> response) {
        if (answer != null) {
            response.complete(answer);
        } else if (failure != null) {
            response.completeExceptionally(failure);
        }
    }

    private synchronized @Nullable ClusterTree next() throws InterruptedException {
        long deadline = System.nanoTime() + wait.toNanos();
        long left = wait.toNanos();
        while (current == null && left > 0) {
            wait(left / 1_000_000, (int) (left % 1_000_000));
            left = deadline - System.nanoTime();
        }
        return current;
    }
}
