package org.quorate.tree;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The tree of this node.
 *
 * <p>Futures complete on an internal thread: with the tree version after the change, or exceptionally with a {@link
 * TreeException}. They always complete, within a bounded time; what depends on them must not block.
 */
@ProviderType
public interface ClusterTree {
    /** Largest file, in bytes. */
    int maxFileBytes();

    /** The entry at a path. */
    TreeEntry entry(String path) throws TreeException;

    /** The entry with that inode, if it still exists. */
    Optional<TreeEntry> entry(long inode);

    /** The child of a directory, if there is one. */
    Optional<TreeEntry> child(long parentInode, String name);

    /** The path of an entry, if it still exists. */
    Optional<String> path(long inode);

    /** The children of a directory, ordered by name. */
    List<TreeEntry> list(long inode) throws TreeException;

    /** The whole content of a file, or the target of a link. The array belongs to the tree and must not be changed. */
    byte[] content(long inode) throws TreeException;

    /** The whole content of the file, or the target of the link, at a path: of one moment, even while it is replaced. */
    default byte[] content(String path) throws TreeException {
        return content(entry(path).inode());
    }

    /** Makes an empty file. */
    CompletableFuture<Long> create(String path);

    /** Makes a directory. */
    CompletableFuture<Long> mkdir(String path);

    /** Writes at an offset; a gap before it is filled with zeros. */
    CompletableFuture<Long> write(String path, long offset, byte[] data);

    /** Cuts or extends with zeros. */
    CompletableFuture<Long> truncate(String path, long length);

    /** Replaces the whole content in one change, or makes the file with it: readers see the old or the new, nothing else. */
    CompletableFuture<Long> put(String path, byte[] content);

    /** Renames, replacing a file or an empty directory at the target. */
    CompletableFuture<Long> rename(String from, String to);

    /** Removes a file or an empty directory. */
    CompletableFuture<Long> delete(String path);

    /** Sets the time of the last change, in seconds. */
    CompletableFuture<Long> touch(String path, int mtimeSeconds);

    /** The locks there are, by name. */
    List<TreeLock> locks();

    /** State of the replica; answers at once in every state. */
    TreeStatus status();
}
