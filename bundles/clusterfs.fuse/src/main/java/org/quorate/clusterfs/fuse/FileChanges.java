package org.quorate.clusterfs.fuse;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.quorate.clusterfs.fuse.protocol.Errno;
import org.quorate.clusterfs.fuse.protocol.Request;
import org.quorate.clusterfs.fuse.protocol.Response;
import org.quorate.tree.ClusterTree;
import org.quorate.tree.TreeEntry;
import org.quorate.tree.TreeEntry.Kind;
import org.quorate.tree.TreeException;

/** Requests that open files and change their content. Thread safe; nothing here waits. */
final class FileChanges {
    private static final int O_ACCMODE = 03;
    private static final int O_TRUNC = 01000;
    private static final int O_APPEND = 02000;
    /** Missing from all files while the partition is not quorate, also for root. */
    private static final int OWNER_WRITES = 0200;

    private static final byte[] NOTHING = new byte[0];

    private final Handles handles;
    private final OwnChanges own;

    FileChanges(Handles handles, OwnChanges own) {
        this.handles = handles;
        this.own = own;
    }

    Response open(ClusterTree tree, Request.Open open) {
        return tree.entry(NodeView.inode(open.node()))
                .map(entry -> open(tree, entry, open.flags()))
                .orElse(new Response.Failed(Errno.ESTALE));
    }

    Response open(ClusterTree tree, TreeEntry entry, int flags) {
        if (entry.kind() == Kind.DIRECTORY) {
            return new Response.Failed(Errno.EISDIR);
        }
        boolean truncates = (flags & O_TRUNC) != 0;
        boolean writes = (flags & O_ACCMODE) != 0 || truncates;
        if (writes && (entry.mode() & OWNER_WRITES) == 0) {
            return new Response.Failed(Errno.EACCES);
        }
        try {
            boolean replaced = truncates && entry.size() > 0 && entry.inode() >= 0;
            return opened(new OpenFile(entry, tree.content(entry.inode()), replaced));
        } catch (TreeException gone) {
            return new Response.Failed(Errno.ESTALE);
        }
    }

    /** A file that was just made. */
    Response.Opened opened(TreeEntry entry) {
        return opened(new OpenFile(entry, NOTHING, false));
    }

    /** Closing matters only if it has to empty the file. */
    private Response.Opened opened(OpenFile file) {
        int flags = Response.Opened.DIRECT_IO | (file.emptied() ? 0 : Response.Opened.NO_FLUSH);
        return new Response.Opened(handles.add(file), flags);
    }

    /** One change of the cluster, whose error is that of {@code write(2)}. */
    CompletableFuture<Response> write(ClusterTree tree, Request.Write write) {
        var file = handles.file(write.handle());
        if (file == null) {
            return TreeChanges.failed(Errno.EBADF);
        }
        long inode = NodeView.inode(write.node());
        var path = tree.path(inode);
        if (path.isEmpty()) {
            return TreeChanges.failed(Errno.ENOENT);
        }
        byte[] data = write.data();
        var written = new Response.Written(data.length);
        if (handles.beginWrite(file)) {
            // Offsets are those of an empty file. They are checked before anything is allocated.
            if (write.offset() < 0 || write.offset() > tree.maxFileBytes() - data.length) {
                file.refused();
                return TreeChanges.failed(Errno.EFBIG);
            }
            long offset = isAppend(write) ? 0 : write.offset();
            byte[] content = shifted(data, (int) offset);
            return orRefused(file, own.during(() -> tree.put(path.get(), content), new Cached.Node(inode)), written);
        }
        long offset = isAppend(write) ? size(tree, inode) : write.offset();
        if (offset < 0 || offset > tree.maxFileBytes() - data.length) {
            return TreeChanges.failed(Errno.EFBIG);
        }
        return TreeChanges.after(
                own.during(() -> tree.write(path.get(), offset, data), new Cached.Node(inode)), () -> written);
    }

    /** The kernel appends at the size it remembers; the tree knows what other nodes appended since. */
    private static boolean isAppend(Request.Write write) {
        return (write.flags() & O_APPEND) != 0;
    }

    private static long size(ClusterTree tree, long inode) {
        return tree.entry(inode).map(TreeEntry::size).orElse(0);
    }

    private static byte[] shifted(byte[] data, int offset) {
        if (offset == 0) {
            return data;
        }
        byte[] content = new byte[offset + data.length];
        System.arraycopy(data, 0, content, offset, data.length);
        return content;
    }

    private static CompletableFuture<Response> orRefused(
            OpenFile file, CompletableFuture<Long> change, Response answer) {
        return change.handle((version, failure) -> {
            if (failure == null) {
                return answer;
            }
            file.refused();
            return TreeChanges.refused(failure);
        });
    }

    /** What was written is durable already; what remains is to empty a file that was opened for that. */
    CompletableFuture<Response> settle(ClusterTree tree, long handle) {
        var file = handles.file(handle);
        if (file == null || !handles.beginClose(file)) {
            return TreeChanges.now(Response.DONE);
        }
        Optional<String> path = tree.path(file.entry().inode());
        return path.isEmpty()
                ? TreeChanges.now(Response.DONE) // removed meanwhile: there is nothing to be emptied
                : orRefused(file, tree.truncate(path.get(), 0), Response.DONE);
    }

    /** The kernel takes size and time from the answer. */
    CompletableFuture<Long> resize(ClusterTree tree, String path, long inode, long size) {
        boolean replaces = handles.settle(inode) && size > 0 && size <= tree.maxFileBytes();
        return own.during(
                () -> replaces ? tree.put(path, new byte[(int) size]) : tree.truncate(path, size),
                new Cached.Node(inode));
    }
}
