package org.quorate.clusterfs.fuse;

import org.quorate.clusterfs.fuse.protocol.Attributes;
import org.quorate.clusterfs.fuse.protocol.Response;
import org.quorate.tree.ClusterTree;
import org.quorate.tree.TreeEntry;
import org.quorate.tree.TreeEntry.Kind;

/** Entries of the tree as the kernel sees them. Thread safe. */
final class NodeView {
    private final Settings settings;
    private final KnownNodes known;
    private final Handles handles;

    NodeView(Settings settings, KnownNodes known, Handles handles) {
        this.settings = settings;
        this.known = known;
        this.handles = handles;
    }

    /** Nodes are inodes plus one, since 0 is no node and the root is 1. */
    static long node(long inode) {
        return inode + 1;
    }

    static long inode(long node) {
        return node - 1;
    }

    /** Entries that exist on this node only have the top bit set; the files among them are made when they are read. */
    static boolean isMadeWhenRead(TreeEntry entry) {
        return entry.inode() < 0 && entry.kind() == Kind.FILE;
    }

    /**
     * The kernel is told of an entry, which counts as a lookup. First counted, then read: a change is either seen here, or
     * finds the node among those the kernel knows.
     */
    Response.Entry told(ClusterTree tree, TreeEntry entry) {
        known.told(entry);
        return entry(tree.entry(entry.inode()).orElse(entry));
    }

    /** Without counting. */
    Response.Entry entry(TreeEntry entry) {
        return new Response.Entry(
                node(entry.inode()), settings.cacheSeconds(), attributeSeconds(entry), attributes(entry, 0));
    }

    Response.AttributesOf attributesOf(TreeEntry entry) {
        return new Response.AttributesOf(attributeSeconds(entry), attributes(entry, 0));
    }

    /** Of a file that has no name any more, but is open. */
    Response.AttributesOf attributesOfRemoved(TreeEntry entry) {
        return new Response.AttributesOf(0, attributes(entry, -1));
    }

    static int type(Kind kind) {
        return switch (kind) {
            case DIRECTORY -> Attributes.DIRECTORY;
            case FILE -> Attributes.FILE;
            case LINK -> Attributes.LINK;
        };
    }

    private int attributeSeconds(TreeEntry entry) {
        return isMadeWhenRead(entry) ? 0 : settings.cacheSeconds();
    }

    private Attributes attributes(TreeEntry entry, int missingLinks) {
        int links = entry.kind() == Kind.DIRECTORY ? 2 : 1;
        return new Attributes(
                node(entry.inode()),
                handles.emptied(entry.inode()) ? 0 : entry.size(),
                entry.mtimeSeconds(),
                type(entry.kind()) | entry.mode(),
                links + missingLinks,
                settings.uid(),
                settings.gid());
    }
}
