package org.quorate.clusterfs.fuse;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.quorate.tree.ClusterTree;
import org.quorate.tree.TreeEntry;
import org.quorate.tree.TreeEntry.Kind;
import org.quorate.tree.TreeError;
import org.quorate.tree.TreeException;
import org.quorate.tree.TreeListener;
import org.quorate.tree.TreeLock;
import org.quorate.tree.TreeStatus;

/**
 * A tree in memory with the rules of the real one that a mount can meet: versions, inodes, modes that follow quorum,
 * limits, errors, events. What the ring does to a change is done by an executor: it decides when the change is applied.
 * Thread safe.
 */
public final class InMemoryTree implements ClusterTree {
    private static final int MAX_FILE_BYTES = 1 << 20;
    private static final int MAX_ENTRIES = 1 << 18;
    private static final long MAX_BYTES = 128L << 20;
    private static final long LOCAL = Long.MIN_VALUE;

    private static final class Node {
        final long inode;
        final Kind kind;
        long parent;
        String name;
        long version;
        int mtime;
        Supplier<byte[]> content = () -> new byte[0];
        final TreeMap<String, Node> children = new TreeMap<>();

        Node(long inode, long parent, String name, Kind kind) {
            this.inode = inode;
            this.parent = parent;
            this.name = name;
            this.kind = kind;
        }
    }

    /** A change that either happens or is refused. */
    private interface Change {
        void apply() throws TreeException;
    }

    private final Map<Long, Node> nodes = new HashMap<>();
    private final List<String> log = new ArrayList<>();
    private volatile TreeListener listener = new TreeEvents();
    private volatile Executor ring = Runnable::run;
    private volatile @Nullable TreeError failure;
    private boolean quorate = true;
    private long version = 1;
    private long lastLocal = LOCAL;

    public InMemoryTree() {
        nodes.put(0L, new Node(0, 0, "", Kind.DIRECTORY));
    }

    /** Whoever is to be told of changes. */
    public void tell(TreeListener told) {
        listener = told;
    }

    /** Decides when and on which thread changes are applied; at first at once, on the caller's. */
    public void ring(Executor executor) {
        ring = executor;
    }

    /** All changes fail with that from now on; null: none. */
    public void fail(@Nullable TreeError error) {
        failure = error;
    }

    /** Changes are refused while not quorate, and the mode bits show it. */
    public void quorate(boolean now) {
        synchronized (this) {
            quorate = now;
        }
        listener.allChanged();
    }

    /** Adds a file of this node at the root whose content is made when it is asked for. */
    public synchronized void addLocalFile(String name, Supplier<String> content) {
        addLocal(name, Kind.FILE).content = () -> content.get().getBytes(UTF_8);
    }

    /** Adds a link of this node at the root. */
    public synchronized void addLocalLink(String name, String target) {
        addLocal(name, Kind.LINK).content = () -> target.getBytes(UTF_8);
    }

    private Node addLocal(String name, Kind kind) {
        var node = new Node(lastLocal++, 0, name, kind);
        nodes.put(node.inode, node);
        root().children.put(name, node);
        return node;
    }

    /** The changes that were made since the last call, in order, as {@code operation path}. */
    public synchronized List<String> takeLog() {
        var taken = List.copyOf(log);
        log.clear();
        return taken;
    }

    /** Content as text, for assertions. */
    public String text(String path) {
        try {
            return new String(content(entry(path).inode()), UTF_8);
        } catch (TreeException missing) {
            throw new AssertionError(missing.getMessage());
        }
    }

    @Override
    public int maxFileBytes() {
        return MAX_FILE_BYTES;
    }

    @Override
    public synchronized TreeEntry entry(String path) throws TreeException {
        return entry(find(path));
    }

    @Override
    public synchronized Optional<TreeEntry> entry(long inode) {
        return Optional.ofNullable(nodes.get(inode)).map(this::entry);
    }

    @Override
    public synchronized Optional<TreeEntry> child(long parentInode, String name) {
        return Optional.ofNullable(nodes.get(parentInode))
                .map(parent -> parent.children.get(name))
                .map(this::entry);
    }

    @Override
    public synchronized Optional<String> path(long inode) {
        return Optional.ofNullable(nodes.get(inode)).map(this::path);
    }

    @Override
    public synchronized List<TreeEntry> list(long inode) throws TreeException {
        return node(inode).children.values().stream().map(this::entry).toList();
    }

    @Override
    public synchronized byte[] content(long inode) throws TreeException {
        return node(inode).content.get();
    }

    @Override
    public CompletableFuture<Long> create(String path) {
        return change("create", path, () -> add(path, Kind.FILE));
    }

    @Override
    public CompletableFuture<Long> mkdir(String path) {
        return change("mkdir", path, () -> add(path, Kind.DIRECTORY));
    }

    @Override
    public CompletableFuture<Long> write(String path, long offset, byte[] data) {
        return change("write", path, () -> {
            var file = file(path, offset + data.length);
            byte[] old = file.content.get();
            byte[] content = Arrays.copyOf(old, (int) Math.max(old.length, offset + data.length));
            System.arraycopy(data, 0, content, (int) offset, data.length);
            replace(file, content);
        });
    }

    @Override
    public CompletableFuture<Long> truncate(String path, long length) {
        return change("truncate", path, () -> {
            var file = file(path, length);
            replace(file, Arrays.copyOf(file.content.get(), (int) length));
        });
    }

    @Override
    public CompletableFuture<Long> put(String path, byte[] content) {
        return change("put", path, () -> {
            if (parent(path).children.containsKey(name(path))) {
                remove(file(path, content.length)); // as the real one: a new file is moved over the old
            }
            replace(add(path, Kind.FILE), content);
        });
    }

    @Override
    public CompletableFuture<Long> rename(String from, String to) {
        return change("rename", from + " " + to, () -> {
            var node = find(from);
            var target = parent(to).children.get(name(to));
            if (node.kind == Kind.DIRECTORY && !node.children.isEmpty()
                    || target != null && !target.children.isEmpty()) {
                throw new TreeException(TreeError.ENOTEMPTY, "rename " + from + " to " + to + ": not empty");
            }
            if (target == node) {
                return;
            }
            if (target != null) {
                remove(target);
            }
            removeName(node);
            node.parent = parent(to).inode;
            node.name = name(to);
            addName(node);
            touched(node);
        });
    }

    @Override
    public CompletableFuture<Long> delete(String path) {
        return change("delete", path, () -> {
            var node = find(path);
            if (!node.children.isEmpty()) {
                throw new TreeException(TreeError.ENOTEMPTY, "delete " + path + ": not empty");
            }
            remove(node);
        });
    }

    @Override
    public CompletableFuture<Long> touch(String path, int mtimeSeconds) {
        return change("touch", path, () -> {
            var node = find(path);
            touched(node);
            node.mtime = mtimeSeconds;
        });
    }

    @Override
    public List<TreeLock> locks() {
        return List.of();
    }

    @Override
    public synchronized TreeStatus status() {
        long bytes = nodes.values().stream()
                .mapToLong(node -> node.content.get().length)
                .sum();
        return new TreeStatus(
                version, nodes.size(), bytes, MAX_ENTRIES, MAX_BYTES, quorate, "synced", List.of(1), "none");
    }

    private CompletableFuture<Long> change(String operation, String path, Change change) {
        var done = new CompletableFuture<Long>();
        ring.execute(() -> {
            try {
                done.complete(apply(operation + " " + path, change));
            } catch (TreeException refused) {
                done.completeExceptionally(refused);
            }
        });
        return done;
    }

    private synchronized long apply(String what, Change change) throws TreeException {
        var error = failure;
        if (error != null || !quorate) {
            throw new TreeException(error != null ? error : TreeError.EACCES, what + ": refused");
        }
        version++;
        try {
            change.apply();
        } catch (TreeException refused) {
            version--;
            throw refused;
        }
        log.add(what);
        return version;
    }

    private Node add(String path, Kind kind) throws TreeException {
        var parent = parent(path);
        if (parent.kind != Kind.DIRECTORY) {
            throw new TreeException(TreeError.ENOTDIR, path + ": parent is no directory");
        }
        if (parent.children.containsKey(name(path))) {
            throw new TreeException(TreeError.EEXIST, path + ": exists");
        }
        if (name(path).length() > 255) {
            throw new TreeException(TreeError.ENAMETOOLONG, path + ": name too long");
        }
        var node = new Node(version, parent.inode, name(path), kind);
        nodes.put(node.inode, node);
        addName(node);
        touched(node);
        return node;
    }

    private void remove(Node node) {
        nodes.remove(node.inode);
        removeName(node);
        listener.changed(node.inode);
    }

    private void addName(Node node) {
        parent(node).children.put(node.name, node);
        listener.nameChanged(node.parent, node.name);
    }

    private void removeName(Node node) {
        parent(node).children.remove(node.name);
        listener.nameChanged(node.parent, node.name);
    }

    private void replace(Node file, byte[] content) {
        file.content = () -> content;
        touched(file);
    }

    private void touched(Node node) {
        node.version = version;
        node.mtime = (int) (System.currentTimeMillis() / 1000);
        listener.changed(node.inode);
    }

    private Node file(String path, long size) throws TreeException {
        if (size > MAX_FILE_BYTES) {
            throw new TreeException(TreeError.EFBIG, path + ": too large");
        }
        var node = find(path);
        if (node.kind != Kind.FILE) {
            throw new TreeException(TreeError.EISDIR, path + ": a directory");
        }
        return node;
    }

    private Node find(String path) throws TreeException {
        var node = root();
        for (String name : path.isEmpty() ? new String[0] : path.split("/")) {
            var child = node.children.get(name);
            if (child == null) {
                throw new TreeException(TreeError.ENOENT, path + ": no such entry");
            }
            node = child;
        }
        return node;
    }

    private Node parent(String path) throws TreeException {
        return find(path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "");
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private Node node(long inode) throws TreeException {
        var node = nodes.get(inode);
        if (node == null) {
            throw new TreeException(TreeError.ENOENT, "inode " + inode + ": no such entry");
        }
        return node;
    }

    private Node parent(Node node) {
        return nodes.getOrDefault(node.parent, root());
    }

    private Node root() {
        return nodes.getOrDefault(0L, new Node(0, 0, "", Kind.DIRECTORY));
    }

    private String path(Node node) {
        if (node.inode == 0) {
            return "";
        }
        String parent = path(parent(node));
        return parent.isEmpty() ? node.name : parent + "/" + node.name;
    }

    private TreeEntry entry(Node node) {
        int mode = switch (node.kind) {
            case DIRECTORY -> quorate || node.inode == 0 ? 0755 : 0555;
            case FILE -> node.inode < 0 ? 0440 : quorate ? 0640 : 0440;
            case LINK -> quorate ? 0755 : 0555;
        };
        int size = node.kind == Kind.DIRECTORY ? 0 : node.content.get().length;
        return new TreeEntry(node.inode, node.parent, node.name, node.kind, size, node.version, node.mtime, mode);
    }
}
