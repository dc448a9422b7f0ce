package org.quorate.clusterfs.service;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.quorate.clusterfs.tree.Entry;
import org.quorate.clusterfs.tree.Errno;
import org.quorate.clusterfs.tree.Modes;
import org.quorate.clusterfs.tree.Tree;
import org.quorate.tree.TreeEntry;
import org.quorate.tree.TreeException;

/** Answers reads of one tree, one quorum and one set of virtual entries. */
record TreeReader(Tree tree, boolean quorate, VirtualEntries virtual) {

    TreeEntry entry(String path) throws TreeException {
        var own = virtual.entry(path, quorate);
        if (own != null) {
            return own;
        }
        return view(existing(path.startsWith("/") || virtual.covers(path) ? null : tree.find(path), path));
    }

    Optional<TreeEntry> entry(long inode) {
        if (VirtualEntries.isVirtual(inode)) {
            return Optional.ofNullable(virtual.entry(inode, quorate));
        }
        return Optional.ofNullable(tree.entry(inode)).map(this::view);
    }

    Optional<TreeEntry> child(long parent, String name) {
        var own = parent == 0 ? virtual.entry(name, quorate) : null;
        return own != null
                ? Optional.of(own)
                : Optional.ofNullable(tree.child(parent, name)).map(this::view);
    }

    Optional<String> path(long inode) {
        if (VirtualEntries.isVirtual(inode)) {
            return Optional.ofNullable(virtual.name(inode));
        }
        return Optional.ofNullable(tree.entry(inode)).map(Entry::path);
    }

    List<TreeEntry> list(long inode) throws TreeException {
        if (VirtualEntries.isVirtual(inode)) {
            throw Errors.of(Errno.ENOTDIR, "list " + virtual.name(inode));
        }
        var directory = existing(tree.entry(inode), "inode " + inode);
        if (!directory.isDirectory()) {
            throw Errors.of(Errno.ENOTDIR, "list " + directory.path());
        }
        var entries = new ArrayList<TreeEntry>();
        for (var child : tree.children(inode)) {
            if (inode != 0 || !virtual.covers(child.name())) {
                entries.add(view(child));
            }
        }
        if (inode == 0) {
            entries.addAll(virtual.all(quorate));
            entries.sort(Comparator.comparing(TreeEntry::name));
        }
        return entries;
    }

    byte[] content(long inode) throws TreeException {
        if (VirtualEntries.isVirtual(inode)) {
            var content = virtual.content(inode);
            if (content == null) {
                throw Errors.of(Errno.ENOENT, "read inode " + Long.toUnsignedString(inode));
            }
            return content;
        }
        var entry = existing(tree.entry(inode), "inode " + inode);
        if (entry.isDirectory()) {
            throw Errors.of(Errno.EISDIR, "read " + entry.path());
        }
        return entry.content();
    }

    private static Entry existing(@Nullable Entry entry, String what) throws TreeException {
        if (entry == null) {
            throw Errors.of(Errno.ENOENT, what);
        }
        return entry;
    }

    private TreeEntry view(Entry entry) {
        var kind = entry.isDirectory() ? TreeEntry.Kind.DIRECTORY : TreeEntry.Kind.FILE;
        return new TreeEntry(
                entry.inode(),
                entry.parent(),
                entry.name(),
                kind,
                entry.size(),
                entry.version(),
                entry.mtimeSeconds(),
                Modes.of(entry, quorate));
    }
}
