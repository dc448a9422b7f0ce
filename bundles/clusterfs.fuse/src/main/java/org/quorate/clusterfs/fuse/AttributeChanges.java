package org.quorate.clusterfs.fuse;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.quorate.clusterfs.fuse.protocol.Errno;
import org.quorate.clusterfs.fuse.protocol.Request.SetAttributes;
import org.quorate.clusterfs.fuse.protocol.Response;
import org.quorate.tree.ClusterTree;

/**
 * Size, time, owner and mode of a file.
 *
 * <p>Owner and mode follow from the place in the tree. A request for another mode succeeds and changes nothing, so that
 * {@code cp -p}, {@code install} and editors work; so does one for the owner and group that are there, or for root's.
 * Another owner is refused. Thread safe; nothing here waits.
 */
final class AttributeChanges {
    private static final int ROOT = 0;

    private final Settings settings;
    private final NodeView view;
    private final FileChanges files;
    private final OwnChanges own;

    AttributeChanges(Settings settings, NodeView view, FileChanges files, OwnChanges own) {
        this.own = own;
        this.settings = settings;
        this.view = view;
        this.files = files;
    }

    CompletableFuture<Response> set(ClusterTree tree, SetAttributes set) {
        boolean otherOwner = set.has(SetAttributes.UID) && set.uid() != settings.uid() && set.uid() != ROOT;
        boolean otherGroup = set.has(SetAttributes.GID) && set.gid() != settings.gid() && set.gid() != ROOT;
        if (otherOwner || otherGroup) {
            return TreeChanges.failed(Errno.EPERM);
        }
        long inode = NodeView.inode(set.node());
        var path = tree.path(inode);
        if (path.isEmpty()) {
            return TreeChanges.failed(Errno.ESTALE);
        }
        boolean explicitTime = set.has(SetAttributes.MTIME) && !set.has(SetAttributes.MTIME_NOW);
        CompletableFuture<Long> change;
        if (set.has(SetAttributes.SIZE)) {
            var resized = files.resize(tree, path.get(), inode, set.size());
            change = explicitTime
                    ? resized.thenCompose(version -> touch(tree, path.get(), inode, set.mtimeSeconds()))
                    : resized;
        } else if (set.has(SetAttributes.MTIME)) {
            long seconds = explicitTime ? set.mtimeSeconds() : Instant.now().getEpochSecond();
            change = touch(tree, path.get(), inode, seconds);
        } else {
            return TreeChanges.now(attributes(tree, inode));
        }
        return TreeChanges.after(change, () -> attributes(tree, inode));
    }

    private CompletableFuture<Long> touch(ClusterTree tree, String path, long inode, long seconds) {
        return own.during(() -> tree.touch(path, (int) seconds), new Cached.Node(inode));
    }

    private Response attributes(ClusterTree tree, long inode) {
        return tree.entry(inode).<Response>map(view::attributesOf).orElse(new Response.Failed(Errno.ESTALE));
    }
}
