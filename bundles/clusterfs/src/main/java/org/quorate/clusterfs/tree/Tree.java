package org.quorate.clusterfs.tree;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All entries at one version. Immutable, so it can be read and kept by any thread. */
public final class Tree {
    /** Largest file, in bytes; part of the rules that all members share. */
    public static final int MAX_FILE_BYTES = 1 << 20;

    /** What is above has gone astray: it would leave no room for the changes that follow. */
    static final long MAX_VERSION = 1L << 62;

    private final Entry root;
    private final PersistentMap<Long, Entry> byInode;
    private final PersistentMap<Place, Entry> byPlace;
    private final Guests guests;
    private final long bytes;
    private volatile @Nullable TreeIndex index;

    /** Where an entry is. Ordered by directory, then by name, so that a directory is a range. */
    private record Place(long parent, String name) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int order = Long.compare(parent, other.parent);
            return order != 0 ? order : name.compareTo(other.name);
        }
    }

    private Tree(
            Entry root,
            PersistentMap<Long, Entry> byInode,
            PersistentMap<Place, Entry> byPlace,
            Guests guests,
            long bytes) {
        this.root = root;
        this.byInode = byInode;
        this.byPlace = byPlace;
        this.guests = guests;
        this.bytes = bytes;
    }

    /** A tree with nothing but its root, at version 1. */
    public static Tree empty() {
        return of(Entry.root(1, 0, 0), Guests.NONE);
    }

    static Tree of(Entry root, Guests guests) {
        return new Tree(root, PersistentMap.empty(), PersistentMap.empty(), guests, 0);
    }

    /** Raised by one with each change. */
    public long version() {
        return root.version();
    }

    /** The root. */
    public Entry root() {
        return root;
    }

    /** Number of entries, the root included. */
    public int entries() {
        return byInode.size() + 1;
    }

    /** Sum of all sizes. */
    public long bytes() {
        return bytes;
    }

    /** Which guests there are. */
    public Guests guests() {
        return guests;
    }

    /** The entry with that inode, or null. */
    public @Nullable Entry entry(long inode) {
        return inode == 0 ? root : byInode.get(inode);
    }

    /** The child of a directory, or null. */
    public @Nullable Entry child(long parent, String name) {
        return byPlace.get(new Place(parent, name));
    }

    /** The entry at a path, or null. Empty components are passed over. */
    public @Nullable Entry find(String path) {
        Entry at = root;
        for (int from = 0; from < path.length(); ) {
            int slash = path.indexOf('/', from);
            int to = slash < 0 ? path.length() : slash;
            if (to > from) {
                at = child(at.inode(), path.substring(from, to));
                if (at == null) {
                    return null;
                }
            }
            from = to + 1;
        }
        return at;
    }

    /** The children of a directory, by name; empty for anything else. */
    public List<Entry> children(long parent) {
        var children = new ArrayList<Entry>();
        for (var entry : byPlace.valuesFrom(new Place(parent, ""))) {
            if (entry.parent() != parent) {
                break;
            }
            children.add(entry);
        }
        return children;
    }

    boolean hasChildren(long parent) {
        var first = byPlace.valuesFrom(new Place(parent, "")).iterator();
        return first.hasNext() && first.next().parent() == parent;
    }

    /** All entries but the root, by ascending inode. */
    public Iterable<Entry> inodes() {
        return byInode.values();
    }

    /** The highest inode; 0 if there is only the root. */
    public long lastInode() {
        var last = byInode.lastKey();
        return last == null ? 0 : last;
    }

    /** The index of this tree, computed once. */
    public TreeIndex index() {
        var known = index;
        if (known == null) {
            known = TreeIndex.of(this);
            index = known;
        }
        return known;
    }

    /** SHA-256 over all entries with content: what members compare to verify each other. Reads every byte. */
    public byte[] checksum() {
        var sum = Entry.sha256();
        root.sum(sum, true);
        for (var entry : inodes()) {
            entry.sum(sum, true);
        }
        return sum.digest();
    }

    /**
     * Applies one change, as every member does it.
     *
     * @param writer node id of the sender
     * @param timeSeconds of the sender, unsigned
     */
    public Applied apply(Change change, int writer, int timeSeconds) {
        return new Mutation(this, writer, timeSeconds).apply(change);
    }

    Tree with(Entry entry) {
        assert !entry.isRoot() : "the root goes with the version";
        var place = new Place(entry.parent(), entry.name());
        var old = byInode.get(entry.inode());
        var places = byPlace;
        long sum = bytes + entry.size();
        if (old != null) {
            sum -= old.size();
            var oldPlace = new Place(old.parent(), old.name());
            places = oldPlace.equals(place) ? places : places.without(oldPlace);
        }
        return new Tree(root, byInode.with(entry.inode(), entry), places.with(place, entry), guests, sum);
    }

    Tree without(Entry entry) {
        return new Tree(
                root,
                byInode.without(entry.inode()),
                byPlace.without(new Place(entry.parent(), entry.name())),
                guests,
                bytes - entry.size());
    }

    Tree with(Guests newGuests) {
        return new Tree(root, byInode, byPlace, newGuests, bytes);
    }

    Tree withRoot(Entry newRoot) {
        return new Tree(newRoot, byInode, byPlace, guests, bytes);
    }
}
