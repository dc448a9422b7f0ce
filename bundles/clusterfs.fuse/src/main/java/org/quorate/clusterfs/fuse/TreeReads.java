package org.quorate.clusterfs.fuse;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.quorate.clusterfs.fuse.protocol.Attributes;
import org.quorate.clusterfs.fuse.protocol.DirectoryEntry;
import org.quorate.clusterfs.fuse.protocol.Errno;
import org.quorate.clusterfs.fuse.protocol.Request;
import org.quorate.clusterfs.fuse.protocol.Response;
import org.quorate.tree.ClusterTree;
import org.quorate.tree.TreeEntry;
import org.quorate.tree.TreeEntry.Kind;
import org.quorate.tree.TreeException;

/** Requests that are answered from the tree without changing it. Thread safe; nothing here waits. */
final class TreeReads {
    private static final int BLOCK_BYTES = 4096;
    /** What pmxcfs reports. */
    private static final int NAME_BYTES = 256;

    private static final byte[] NOTHING = new byte[0];
    private static final byte[] SELF = ".".getBytes(UTF_8);
    private static final byte[] PARENT = "..".getBytes(UTF_8);
    /** Tells the kernel to look the name up itself, if it wants to know more. */
    private static final Response.Entry NO_ENTRY = new Response.Entry(0, 0, 0, new Attributes(0, 0, 0, 0, 0, 0, 0));

    private final KnownNodes known;
    private final Handles handles;
    private final NodeView view;

    TreeReads(KnownNodes known, Handles handles, NodeView view) {
        this.known = known;
        this.handles = handles;
        this.view = view;
    }

    Response lookup(ClusterTree tree, Request.Lookup lookup) {
        long parent = NodeView.inode(lookup.parent());
        var child = tree.child(parent, lookup.name());
        if (child.isEmpty()) {
            boolean parentIsGone = tree.entry(parent).isEmpty();
            return new Response.Failed(parentIsGone ? Errno.ESTALE : Errno.ENOENT);
        }
        return view.told(tree, child.get());
    }

    Response attributes(ClusterTree tree, Request.GetAttributes get) {
        long inode = NodeView.inode(get.node());
        var entry = tree.entry(inode);
        if (entry.isPresent()) {
            return view.attributesOf(entry.get());
        }
        return handles.ofInode(inode)
                .<Response>map(open -> view.attributesOfRemoved(open.entry()))
                .orElse(new Response.Failed(Errno.ESTALE));
    }

    Response readLink(ClusterTree tree, Request.ReadLink read) {
        try {
            byte[] target = tree.content(NodeView.inode(read.node()));
            return new Response.Data(target, 0, target.length);
        } catch (TreeException gone) {
            return new Response.Failed(Errno.ESTALE);
        }
    }

    /** Each read sees the newest content, except of files that are made when they are read: those are made at open. */
    Response read(ClusterTree tree, Request.Read read) {
        var file = handles.file(read.handle());
        if (file == null) {
            return new Response.Failed(Errno.EBADF);
        }
        byte[] content = file.emptied() ? NOTHING : content(tree, file);
        long offset = read.offset();
        if (offset < 0 || offset >= content.length) {
            return new Response.Data(NOTHING, 0, 0);
        }
        return new Response.Data(content, (int) offset, Math.min(read.size(), content.length - (int) offset));
    }

    private static byte[] content(ClusterTree tree, OpenFile file) {
        if (!NodeView.isMadeWhenRead(file.entry())) {
            try {
                file.seen(tree.content(file.entry().inode()));
            } catch (TreeException removed) {
                return file.content(); // as on any file system: who has it open still reads it
            }
        }
        return file.content();
    }

    Response openDirectory(ClusterTree tree, Request.OpenDirectory open) {
        var entry = tree.entry(NodeView.inode(open.node()));
        if (entry.isEmpty()) {
            return new Response.Failed(Errno.ESTALE);
        }
        if (entry.get().kind() != Kind.DIRECTORY) {
            return new Response.Failed(Errno.ENOTDIR);
        }
        return new Response.Opened(handles.add(new OpenDirectory()), 0);
    }

    Response readDirectory(ClusterTree tree, Request.ReadDirectory read) {
        var directory = handles.directory(read.handle());
        if (directory == null) {
            return new Response.Failed(Errno.EBADF);
        }
        long inode = NodeView.inode(read.node());
        if (read.offset() == 0) {
            try {
                directory.begin(tree.list(inode));
            } catch (TreeException failure) {
                return new Response.Failed(failure.error().errno());
            }
        }
        var names = directory.entries();
        var listed = new ArrayList<DirectoryEntry>(names.size() + 2);
        int room = read.size();
        for (long at = Math.max(0, read.offset()); at < names.size() + 2; at++) {
            var next = at < 2 ? dot(tree, inode, at) : named(tree, names.get((int) at - 2), at + 1, room, read.plus());
            room -= next.bytes(read.plus());
            if (room < 0) {
                break;
            }
            listed.add(next);
        }
        return new Response.Listing(List.copyOf(listed), read.plus());
    }

    private static DirectoryEntry dot(ClusterTree tree, long inode, long at) {
        long shown = at == 0 ? inode : tree.entry(inode).map(TreeEntry::parent).orElse(0L);
        return new DirectoryEntry(
                NodeView.node(shown), at + 1, NodeView.type(Kind.DIRECTORY) >> 12, at == 0 ? SELF : PARENT, NO_ENTRY);
    }

    /** With attributes only if the entry is still there under that name, and if there is room: it counts as a lookup. */
    private DirectoryEntry named(ClusterTree tree, TreeEntry entry, long next, int room, boolean plus) {
        var plain = new DirectoryEntry(
                NodeView.node(entry.inode()),
                next,
                NodeView.type(entry.kind()) >> 12,
                entry.name().getBytes(UTF_8),
                NO_ENTRY);
        if (!plus || plain.bytes(true) > room) {
            return plain;
        }
        known.told(entry);
        var now = tree.entry(entry.inode())
                .filter(found ->
                        found.parent() == entry.parent() && found.name().equals(entry.name()));
        if (now.isEmpty()) {
            known.forget(entry.inode(), 1);
            return plain;
        }
        return new DirectoryEntry(plain.ino(), next, plain.type(), plain.name(), view.entry(now.get()));
    }

    Response usage(ClusterTree tree) {
        var status = tree.status();
        long blocks = status.maxBytes() / BLOCK_BYTES;
        long used = (status.bytes() + BLOCK_BYTES - 1) / BLOCK_BYTES;
        return new Response.Usage(
                blocks,
                Math.max(0, blocks - used),
                status.maxEntries(),
                Math.max(0, status.maxEntries() - status.entries()),
                BLOCK_BYTES,
                NAME_BYTES);
    }
}
