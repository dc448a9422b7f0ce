package org.quorate.clusterfs.tree;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a member has: version of its tree, and inode and digest of each entry. All fields little endian.
 * <pre>
 * | version u64 | last inode u64 | root writer u32 | root mtime u32 | entries u32 | bytes u32 |
 * | inode u64, digest 32 bytes: for each entry, inodes ascending, the root first               |
 * </pre>
 */
public final class TreeIndex {
    private static final int HEADER_BYTES = 32;
    private static final int ITEM_BYTES = Long.BYTES + Entry.DIGEST_BYTES;

    private final byte[] bytes;
    private final ByteBuffer fields;

    private TreeIndex(byte[] bytes) {
        this.bytes = bytes;
        this.fields = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static TreeIndex of(Tree tree) {
        var bytes = new byte[HEADER_BYTES + tree.entries() * ITEM_BYTES];
        var root = tree.root();
        var out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(tree.version()).putLong(tree.lastInode());
        out.putInt(root.writer())
                .putInt(root.mtimeSeconds())
                .putInt(tree.entries())
                .putInt(bytes.length);
        out.putLong(0).put(root.digest());
        for (var entry : tree.inodes()) {
            out.putLong(entry.inode()).put(entry.digest());
        }
        return new TreeIndex(bytes);
    }

    /** Reads and checks the index of another member. Numbers with the top bit set are taken for damage. */
    public static TreeIndex parse(byte[] bytes) throws MalformedException {
        if (bytes.length < HEADER_BYTES + ITEM_BYTES) {
            throw new MalformedException("index of " + bytes.length + " bytes");
        }
        var index = new TreeIndex(bytes);
        long entries = Integer.toUnsignedLong(index.fields.getInt(24));
        if (HEADER_BYTES + entries * ITEM_BYTES != bytes.length || index.fields.getInt(28) != bytes.length) {
            throw new MalformedException("index of " + bytes.length + " bytes for " + entries + " entries");
        }
        for (int i = 1; i < entries; i++) {
            if (index.inode(i) <= index.inode(i - 1)) {
                throw new MalformedException("index is not ascending at entry " + i);
            }
        }
        if (index.inode(0) != 0 || index.lastInode() != index.inode(index.size() - 1)) {
            throw new MalformedException("index from inode " + index.inode(0) + " to " + index.lastInode());
        }
        if (index.version() < index.lastInode() || index.version() > Tree.MAX_VERSION) {
            throw new MalformedException("index with inode " + index.lastInode() + " at version " + index.version());
        }
        return index;
    }

    /** Version of the tree. */
    public long version() {
        return fields.getLong(0);
    }

    /** The highest inode. */
    public long lastInode() {
        return fields.getLong(8);
    }

    /** Time of the root, unsigned. */
    public int rootMtimeSeconds() {
        return fields.getInt(20);
    }

    /** Number of entries, the root included. */
    public int size() {
        return fields.getInt(24);
    }

    /** Inode of the entry at a position. */
    public long inode(int at) {
        return fields.getLong(HEADER_BYTES + at * ITEM_BYTES);
    }

    /** As sent. Not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** SHA-256 of this index: equal on members whose trees are equal. */
    public byte[] digest() {
        return Entry.sha256().digest(bytes);
    }

    /** Whether the entry at a position is this one. */
    public boolean matches(int at, @Nullable Entry entry) {
        int digest = HEADER_BYTES + at * ITEM_BYTES + Long.BYTES;
        return entry != null
                && entry.inode() == inode(at)
                && Arrays.equals(bytes, digest, digest + Entry.DIGEST_BYTES, entry.digest(), 0, Entry.DIGEST_BYTES);
    }

    /** Position of an inode, or less than 0. */
    public int find(long inode) {
        int low = 0;
        int high = size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long found = inode(middle);
            if (found == inode) {
                return middle;
            }
            if (found < inode) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    /** Whether another member has the same entry at this position's inode. */
    public boolean isKnownTo(TreeIndex other, int at) {
        int there = other.find(inode(at));
        int here = HEADER_BYTES + at * ITEM_BYTES;
        int theirs = HEADER_BYTES + there * ITEM_BYTES;
        return there >= 0 && Arrays.equals(bytes, here, here + ITEM_BYTES, other.bytes, theirs, theirs + ITEM_BYTES);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TreeIndex index && Arrays.equals(bytes, index.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
