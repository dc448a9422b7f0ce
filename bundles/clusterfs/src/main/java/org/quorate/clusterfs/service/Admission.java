package org.quorate.clusterfs.service;

import org.jspecify.annotations.Nullable;
import org.quorate.clusterfs.tree.Errno;
import org.quorate.clusterfs.tree.Paths;
import org.quorate.clusterfs.tree.Tree;

/**
 * What a sender checks before it asks the group. None of it may be checked at delivery: other members may have other
 * limits, and all must decide alike.
 *
 * @param maxEntries in the tree, the root included
 * @param maxBytes of content in the tree
 */
record Admission(int maxEntries, long maxBytes) {

    static @Nullable Errno path(String path, VirtualEntries virtual) {
        return virtual.covers(path) ? Errno.EACCES : Paths.check(path);
    }

    @Nullable
    Errno newEntry(Tree tree) {
        return tree.entries() >= maxEntries ? Errno.ENOSPC : null;
    }

    /** Of content that ends at a place in a file. */
    @Nullable
    Errno content(Tree tree, String path, long offset, long end) {
        if (offset < 0 || end < offset) {
            return Errno.EINVAL;
        }
        if (end > Tree.MAX_FILE_BYTES) {
            return Errno.EFBIG;
        }
        var file = tree.find(path);
        long growth = Math.max(0, end - (file == null ? 0 : file.size()));
        return growth > 0 && tree.bytes() + growth > maxBytes ? Errno.ENOSPC : null;
    }

    /** What the kernel decides before it renames. */
    static @Nullable Errno kinds(Tree tree, String from, String to) {
        var source = tree.find(from);
        var target = tree.find(to);
        if (source == null || target == null || source == target || source.isDirectory() == target.isDirectory()) {
            return null;
        }
        return target.isDirectory() ? Errno.EISDIR : Errno.ENOTDIR;
    }
}
