package org.quorate.clusterfs.service;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.quorate.clusterfs.tree.Modes;
import org.quorate.tree.TreeEntry;
import org.quorate.tree.TreeEntry.Kind;

/**
 * Entries of the root that no store has: links to this node's own directories, and files whose content is made when it
 * is asked for. They hide entries of the tree with the same names.
 */
final class VirtualEntries {
    private static final long FIRST_INODE = Long.MIN_VALUE;

    private final Map<String, Virtual> byName;
    private final Map<Long, Virtual> byInode = new TreeMap<>();

    private record Virtual(long inode, String name, Kind kind, Supplier<String> content) {
        TreeEntry entry(boolean quorate) {
            int size = bytes().length;
            return new TreeEntry(inode, 0, name, kind, size, 0, 0, mode(quorate));
        }

        private int mode(boolean quorate) {
            if (kind == Kind.LINK) {
                return Modes.ofLink(quorate);
            }
            return name.equals(DebugFile.NAME) ? Modes.DEBUG_FILE : Modes.VIRTUAL_FILE;
        }

        byte[] bytes() {
            return content.get().getBytes(StandardCharsets.UTF_8);
        }
    }

    /**
     * All of them.
     *
     * @param node name of this node, null while it is not known: then there are no links
     * @param files content by name
     */
    VirtualEntries(@Nullable String node, Map<String, Supplier<String>> files) {
        byName = new TreeMap<>();
        if (node != null) {
            link(1, "local", "nodes/" + node);
            link(2, "qemu-server", "nodes/" + node + "/qemu-server");
            link(3, "lxc", "nodes/" + node + "/lxc");
            link(4, "openvz", "nodes/" + node + "/openvz");
        }
        long inode = 5;
        for (var file : new TreeMap<>(files).entrySet()) {
            add(new Virtual(FIRST_INODE + inode++, file.getKey(), Kind.FILE, file.getValue()));
        }
    }

    private void link(int inode, String name, String target) {
        add(new Virtual(FIRST_INODE + inode, name, Kind.LINK, () -> target));
    }

    private void add(Virtual virtual) {
        byName.put(virtual.name(), virtual);
        byInode.put(virtual.inode(), virtual);
    }

    static boolean isVirtual(long inode) {
        return inode < 0;
    }

    /** Whether a path is, or leads through, one of them. */
    boolean covers(String path) {
        int slash = path.indexOf('/');
        return byName.containsKey(slash < 0 ? path : path.substring(0, slash));
    }

    @Nullable
    TreeEntry entry(String name, boolean quorate) {
        var virtual = byName.get(name);
        return virtual == null ? null : virtual.entry(quorate);
    }

    @Nullable
    TreeEntry entry(long inode, boolean quorate) {
        var virtual = byInode.get(inode);
        return virtual == null ? null : virtual.entry(quorate);
    }

    @Nullable
    String name(long inode) {
        var virtual = byInode.get(inode);
        return virtual == null ? null : virtual.name();
    }

    byte @Nullable [] content(long inode) {
        var virtual = byInode.get(inode);
        return virtual == null ? null : virtual.bytes();
    }

    List<TreeEntry> all(boolean quorate) {
        return byName.values().stream().map(virtual -> virtual.entry(quorate)).toList();
    }
}
