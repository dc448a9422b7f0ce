package org.quorate.clusterfs.fuse;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.quorate.clusterfs.fuse.protocol.Errno;
import org.quorate.clusterfs.fuse.protocol.Response;
import org.quorate.tree.ClusterTree;
import org.quorate.tree.TreeException;

/** What all changes have in common: names become paths, and outcomes become answers. */
final class TreeChanges {
    private static final Logger LOG = System.getLogger(TreeChanges.class.getName());

    private TreeChanges() {}

    /** The path of a name in a directory; empty if the directory is gone. */
    static Optional<String> path(ClusterTree tree, long parentNode, String name) {
        return tree.path(NodeView.inode(parentNode)).map(parent -> parent.isEmpty() ? name : parent + "/" + name);
    }

    /** The answer once the change is made, or its errno. Runs on the thread that completes the change. */
    static CompletableFuture<Response> after(CompletableFuture<Long> change, Supplier<Response> answer) {
        return change.handle((version, failure) -> failure == null ? answer.get() : refused(failure));
    }

    static CompletableFuture<Response> now(Response response) {
        return CompletableFuture.completedFuture(response);
    }

    static CompletableFuture<Response> failed(int errno) {
        return now(new Response.Failed(errno));
    }

    /** A refusal is an errno; anything else is an error of the tree and is logged. */
    static Response refused(Throwable failure) {
        var cause = failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
        if (cause instanceof TreeException refusal) {
            return new Response.Failed(refusal.error().errno());
        }
        LOG.log(Level.WARNING, "mount: a change failed unexpectedly ({0}); callers get an input/output error", cause);
        return new Response.Failed(Errno.EIO);
    }
}
