package org.quorate.clusterfs.tree;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes a tree of rows in any order, or says which row does not fit. */
public final class TreeLoader {
    /**
     * Characters of all paths. A path holds the names of all directories above; short rows that are each inside the one
     * before would fill the memory. A tree of a hundred thousand entries has a tenth of that.
     */
    private static final long MAX_PATHS = 64 << 20;

    private final Map<Long, Entry> rows = new HashMap<>();
    private final Map<Long, List<Entry>> byParent = new HashMap<>();
    private final Entry root;

    private TreeLoader(Collection<Entry> all) throws DamagedTreeException {
        for (var row : all) {
            if (rows.put(row.inode(), row) != null) {
                throw new DamagedTreeException("inode " + row.inode() + " exists twice");
            }
        }
        var top = rows.get(0L);
        if (top == null) {
            throw new DamagedTreeException("the row of inode 0, which carries the version, is missing");
        }
        if (top.version() < 0 || top.version() > Tree.MAX_VERSION) {
            throw damaged(top, "has version " + top.version());
        }
        root = Entry.root(top.version(), top.writer(), top.mtimeSeconds());
        for (var row : all) {
            if (row.inode() != 0) {
                check(row);
                byParent.computeIfAbsent(row.parent(), _ -> new ArrayList<>()).add(row);
            }
        }
    }

    /**
     * A tree of these rows.
     *
     * @param rows the one with inode 0 is the root, whatever its name
     * @param before whose counters of guests go on
     */
    public static Tree load(Collection<Entry> rows, Guests before) throws DamagedTreeException {
        return new TreeLoader(rows).tree(before.emptied());
    }

    private void check(Entry row) throws DamagedTreeException {
        if (row.inode() < 0 || row.inode() > root.version()) {
            throw damaged(row, "has an inode above the version of the tree, " + root.version());
        }
        if (row.name().isEmpty() || row.name().indexOf('/') >= 0 || row.name().indexOf(0) >= 0) {
            throw damaged(row, "has no usable name");
        }
        if (row.isDirectory() && row.size() > 0) {
            throw damaged(row, "is a directory with content");
        }
        var parent = row.parent() == 0 ? root : rows.get(row.parent());
        if (parent == null) {
            throw damaged(row, "is in directory " + row.parent() + ", which is missing");
        }
        if (!parent.isDirectory()) {
            throw damaged(row, "is in " + row.parent() + ", which is not a directory");
        }
    }

    private Tree tree(Guests noGuests) throws DamagedTreeException {
        var tree = Tree.of(root, noGuests);
        var guests = noGuests;
        long paths = 0;
        var directories = new ArrayDeque<Entry>(List.of(root));
        while (!directories.isEmpty()) {
            var directory = directories.remove();
            for (var row : byParent.getOrDefault(directory.inode(), List.of())) {
                var entry = row.below(directory);
                paths += entry.path().length();
                if (paths > MAX_PATHS) {
                    throw new DamagedTreeException("its paths have more than " + MAX_PATHS + " characters");
                }
                if (tree.child(directory.inode(), entry.name()) != null) {
                    throw damaged(entry, "has the name of another entry of its directory");
                }
                tree = tree.with(entry);
                if (entry.isDirectory()) {
                    directories.add(entry);
                    continue;
                }
                var guest = GuestConfig.of(entry.path());
                if (guest != null && guests.config(guest.id()) != null) {
                    throw damaged(entry, "configures guest " + Integer.toUnsignedString(guest.id()) + " a second time");
                }
                guests = guests.with(guest);
            }
        }
        if (tree.entries() != rows.size()) {
            throw new DamagedTreeException("directories are inside each other, out of reach of the root");
        }
        return tree.with(guests);
    }

    private static DamagedTreeException damaged(Entry row, String what) {
        return new DamagedTreeException("row " + row.inode() + " ('" + row.path() + "') " + what);
    }
}
