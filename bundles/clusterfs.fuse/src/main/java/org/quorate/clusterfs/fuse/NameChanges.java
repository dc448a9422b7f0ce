package org.quorate.clusterfs.fuse;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.quorate.clusterfs.fuse.protocol.Attributes;
import org.quorate.clusterfs.fuse.protocol.Errno;
import org.quorate.clusterfs.fuse.protocol.Request;
import org.quorate.clusterfs.fuse.protocol.Response;
import org.quorate.tree.ClusterTree;
import org.quorate.tree.TreeEntry;
import org.quorate.tree.TreeEntry.Kind;
import org.quorate.tree.TreeError;

/** Requests that make, remove and rename. Thread safe; nothing here waits. */
final class NameChanges {
    private static final int O_EXCL = 0200;
    /** No entry has it: its node would be 0. */
    private static final long NO_INODE = -1;

    private final KnownNodes known;
    private final NodeView view;
    private final FileChanges files;
    private final OwnChanges own;

    NameChanges(KnownNodes known, NodeView view, FileChanges files, OwnChanges own) {
        this.known = known;
        this.own = own;
        this.view = view;
        this.files = files;
    }

    /** Somebody else may have made the file since the kernel looked: then it is opened, unless the caller excludes it. */
    CompletableFuture<Response> create(ClusterTree tree, Request.Create create) {
        return create(tree, create, true);
    }

    private CompletableFuture<Response> create(ClusterTree tree, Request.Create create, boolean again) {
        var path = TreeChanges.path(tree, create.parent(), create.name());
        if (path.isEmpty()) {
            return TreeChanges.failed(Errno.ESTALE);
        }
        var created = own.during(() -> tree.create(path.get()), name(create.parent(), create.name()));
        return created.handle((version, failure) -> failure == null
                        ? TreeChanges.now(made(
                                tree,
                                create.parent(),
                                create.name(),
                                entry -> created(tree, entry, files.opened(entry))))
                        : notCreated(tree, create, TreeChanges.refused(failure), again))
                .thenCompose(Function.identity());
    }

    /**
     * What exists without being there was removed again meanwhile: the second attempt makes it. If that is refused, too,
     * something else is in the way, as the guest that has the same id on another node.
     */
    private CompletableFuture<Response> notCreated(
            ClusterTree tree, Request.Create create, Response refused, boolean again) {
        boolean exists = refused.equals(new Response.Failed(TreeError.EEXIST.errno()));
        if (!exists || (create.flags() & O_EXCL) != 0) {
            return TreeChanges.now(refused);
        }
        var existing = tree.child(NodeView.inode(create.parent()), create.name());
        if (existing.isPresent()) {
            return TreeChanges.now(existing(tree, existing.get(), create.flags()));
        }
        return again
                ? CompletableFuture.supplyAsync(() -> create(tree, create, false), Thread::startVirtualThread)
                        .thenCompose(Function.identity())
                : TreeChanges.now(refused);
    }

    private Response existing(ClusterTree tree, TreeEntry entry, int flags) {
        var answer = files.open(tree, entry, flags);
        return answer instanceof Response.Opened opened ? created(tree, entry, opened) : answer;
    }

    private Response created(ClusterTree tree, TreeEntry entry, Response.Opened opened) {
        return new Response.Created(view.told(tree, entry), opened);
    }

    /** Gone again already: the kernel looks the path up once more, and tries again. */
    private static Response made(ClusterTree tree, long parentNode, String name, Function<TreeEntry, Response> answer) {
        return tree.child(NodeView.inode(parentNode), name).map(answer).orElse(new Response.Failed(Errno.ESTALE));
    }

    CompletableFuture<Response> makeNode(ClusterTree tree, Request.MakeNode make) {
        int type = make.mode() & Attributes.TYPE_MASK;
        if (type != Attributes.FILE && type != 0) {
            return TreeChanges.failed(Errno.EPERM);
        }
        return make(tree, tree::create, make.parent(), make.name());
    }

    CompletableFuture<Response> makeDirectory(ClusterTree tree, Request.MakeDirectory make) {
        return make(tree, tree::mkdir, make.parent(), make.name());
    }

    private CompletableFuture<Response> make(
            ClusterTree tree, Function<String, CompletableFuture<Long>> change, long parentNode, String name) {
        var path = TreeChanges.path(tree, parentNode, name);
        if (path.isEmpty()) {
            return TreeChanges.failed(Errno.ESTALE);
        }
        return TreeChanges.after(
                own.during(() -> change.apply(path.get()), name(parentNode, name)),
                () -> made(tree, parentNode, name, entry -> view.told(tree, entry)));
    }

    /** The tree removes files and directories alike; the kernel's idea of which it is may be a second old. */
    CompletableFuture<Response> remove(ClusterTree tree, long parentNode, String name, boolean directory) {
        var path = TreeChanges.path(tree, parentNode, name);
        if (path.isEmpty()) {
            return TreeChanges.failed(Errno.ENOENT);
        }
        var entry = tree.child(NodeView.inode(parentNode), name);
        if (entry.isPresent() && (entry.get().kind() == Kind.DIRECTORY) != directory) {
            return TreeChanges.failed(directory ? Errno.ENOTDIR : Errno.EISDIR);
        }
        return TreeChanges.after(
                own.during(
                        () -> tree.delete(path.get()),
                        name(parentNode, name),
                        new Cached.Node(entry.map(TreeEntry::inode).orElse(NO_INODE))),
                () -> Response.DONE);
    }

    /** NOREPLACE is checked on this node before the change is sent; names cannot be exchanged in one change. */
    CompletableFuture<Response> rename(ClusterTree tree, Request.Rename rename) {
        if ((rename.flags() & ~Request.Rename.NOREPLACE) != 0) {
            return TreeChanges.failed(Errno.EINVAL);
        }
        long target = NodeView.inode(rename.newParent());
        if (rename.flags() != 0 && tree.child(target, rename.newName()).isPresent()) {
            return TreeChanges.failed(Errno.EEXIST);
        }
        var from = TreeChanges.path(tree, rename.parent(), rename.name());
        var to = TreeChanges.path(tree, rename.newParent(), rename.newName());
        if (from.isEmpty() || to.isEmpty()) {
            return TreeChanges.failed(Errno.ESTALE);
        }
        long moved = inode(tree, rename.parent(), rename.name());
        long replaced = inode(tree, rename.newParent(), rename.newName());
        var renamed = own.during(
                () -> tree.rename(from.get(), to.get()),
                name(rename.parent(), rename.name()),
                name(rename.newParent(), rename.newName()),
                new Cached.Node(moved),
                new Cached.Node(replaced));
        return TreeChanges.after(renamed, () -> {
            var now = tree.child(target, rename.newName());
            now.ifPresent(known::moved);
            if (now.isEmpty() || now.get().inode() != moved) {
                own.nameChanged(target, rename.newName()); // another node was faster; the kernel believes in ours
            }
            return Response.DONE;
        });
    }

    private static Cached.Name name(long parentNode, String name) {
        return new Cached.Name(NodeView.inode(parentNode), name);
    }

    private static long inode(ClusterTree tree, long parentNode, String name) {
        return tree.child(NodeView.inode(parentNode), name)
                .map(TreeEntry::inode)
                .orElse(NO_INODE);
    }
}
