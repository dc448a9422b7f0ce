package org.quorate.clusterfs.service;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.quorate.clusterfs.tree.DamagedTreeException;
import org.quorate.clusterfs.tree.Entry;
import org.quorate.clusterfs.tree.Guests;
import org.quorate.clusterfs.tree.Tree;
import org.quorate.clusterfs.tree.TreeLoader;
import org.quorate.spi.store.Durability;
import org.quorate.spi.store.StoreChange;
import org.quorate.spi.store.StoreException;
import org.quorate.spi.store.StoredEntry;
import org.quorate.spi.store.TreeStore;

/** The tree as rows of a store. */
final class Rows {
    private static final byte[] NOTHING = {};

    private Rows() {}

    /** The stored tree. A new store gets the row of its version. */
    static Tree load(TreeStore store) throws StoreException {
        var rows = store.load();
        if (rows.isEmpty()) {
            var tree = Tree.empty();
            store.commit(List.of(new StoreChange.Put(version(tree.root()))), Durability.POWER);
            return tree;
        }
        try {
            return TreeLoader.load(entries(rows), Guests.NONE);
        } catch (DamagedTreeException e) {
            throw new StoreException(store + ": " + e.getMessage()
                    + "; restore a backup, or move the store away to take the tree from the other members");
        }
    }

    private static Collection<Entry> entries(List<StoredEntry> rows) {
        var entries = new ArrayList<Entry>(rows.size());
        for (var row : rows) {
            var kind = row.type() == StoredEntry.DIRECTORY ? Entry.Kind.DIRECTORY : Entry.Kind.FILE;
            entries.add(Entry.row(
                    row.inode(),
                    row.parent(),
                    row.version(),
                    row.writer(),
                    row.mtimeSeconds(),
                    kind,
                    row.name(),
                    row.data()));
        }
        return entries;
    }

    static StoredEntry of(Entry entry) {
        int type = entry.isDirectory() ? StoredEntry.DIRECTORY : StoredEntry.FILE;
        return new StoredEntry(
                entry.inode(),
                entry.parent(),
                entry.version(),
                entry.writer(),
                entry.mtimeSeconds(),
                type,
                entry.name(),
                entry.content());
    }

    /** The root has no row but the one that carries the version of the tree. */
    static StoredEntry version(Entry root) {
        return new StoredEntry(
                0,
                0,
                root.version(),
                root.writer(),
                root.mtimeSeconds(),
                StoredEntry.FILE,
                StoredEntry.VERSION_ROW,
                NOTHING);
    }
}
