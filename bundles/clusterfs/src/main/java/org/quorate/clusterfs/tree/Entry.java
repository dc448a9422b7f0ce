package org.quorate.clusterfs.tree;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the tree. Immutable; its digest is computed when it is first asked for, and kept.
 *
 * <p>The path is a property of the entry: only files and empty directories can be moved, so nothing below an entry
 * ever gets another path by a change of the entry.
 */
public final class Entry {
    /** Bytes of a digest. */
    public static final int DIGEST_BYTES = 32;

    /** What an entry is, with the number that stands for it in the store and on the wire. */
    public enum Kind {
        /** A directory. */
        DIRECTORY(4),
        /** A regular file. */
        FILE(8);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        /** The number. */
        public int code() {
            return code;
        }
    }

    private static final byte[] NOTHING = {};

    private final long inode;
    private final long parent;
    private final long version;
    private final int writer;
    private final int mtimeSeconds;
    private final Kind kind;
    private final String name;
    private final String path;
    private final byte[] content;
    private volatile byte @Nullable [] digest;

    private Entry(
            long inode,
            long parent,
            long version,
            int writer,
            int mtimeSeconds,
            Kind kind,
            String name,
            String path,
            byte[] content) {
        this.inode = inode;
        this.parent = parent;
        this.version = version;
        this.writer = writer;
        this.mtimeSeconds = mtimeSeconds;
        this.kind = kind;
        this.name = name;
        this.path = path;
        this.content = content;
    }

    /** A row of a store or of another member. Its path is not known before {@link TreeLoader} has placed it. */
    public static Entry row(
            long inode,
            long parent,
            long version,
            int writer,
            int mtimeSeconds,
            Kind kind,
            String name,
            byte[] content) {
        return new Entry(inode, parent, version, writer, mtimeSeconds, kind, name, name, content);
    }

    static Entry root(long version, int writer, int mtimeSeconds) {
        return row(0, 0, version, writer, mtimeSeconds, Kind.DIRECTORY, "", NOTHING);
    }

    static Entry born(Entry parent, String name, Kind kind, long version, int writer, int mtimeSeconds) {
        var path = pathBelow(parent, name);
        return new Entry(version, parent.inode, version, writer, mtimeSeconds, kind, name, path, NOTHING);
    }

    Entry changed(byte[] newContent, long newVersion, int newWriter, int newMtimeSeconds) {
        return new Entry(inode, parent, newVersion, newWriter, newMtimeSeconds, kind, name, path, newContent);
    }

    Entry moved(Entry newParent, String newName, long newVersion, int newWriter, int newMtimeSeconds) {
        var newPath = pathBelow(newParent, newName);
        return new Entry(
                inode, newParent.inode, newVersion, newWriter, newMtimeSeconds, kind, newName, newPath, content);
    }

    /** This entry below that directory: itself if it is there already. */
    Entry below(Entry directory) {
        var placed = pathBelow(directory, name);
        if (placed.equals(path)) {
            return this;
        }
        var entry = new Entry(inode, parent, version, writer, mtimeSeconds, kind, name, placed, content);
        entry.digest = digest;
        return entry;
    }

    private static String pathBelow(Entry directory, String name) {
        return directory.path.isEmpty() ? name : directory.path + "/" + name;
    }

    /** Its number, which it keeps; 0 is the root. */
    public long inode() {
        return inode;
    }

    /** Inode of its directory; the root is its own. */
    public long parent() {
        return parent;
    }

    /** Of the tree, when the entry last changed. */
    public long version() {
        return version;
    }

    /** Node id of who changed it last, unsigned. */
    public int writer() {
        return writer;
    }

    /** Since the epoch, unsigned. */
    public int mtimeSeconds() {
        return mtimeSeconds;
    }

    /** What it is. */
    public Kind kind() {
        return kind;
    }

    /** Whether it is a directory. */
    public boolean isDirectory() {
        return kind == Kind.DIRECTORY;
    }

    /** Whether it is the root. */
    public boolean isRoot() {
        return inode == 0;
    }

    /** Last component of the path; empty for the root. */
    public String name() {
        return name;
    }

    /** From the root, without a leading slash. */
    public String path() {
        return path;
    }

    /** Content of a file, empty for a directory. Not to be changed. */
    public byte[] content() {
        return content;
    }

    /** Content in bytes. */
    public int size() {
        return content.length;
    }

    /** SHA-256 over everything but the inode. Not to be changed. */
    public byte[] digest() {
        var known = digest;
        if (known == null) {
            known = sum(sha256(), false).digest();
            digest = known;
        }
        return known;
    }

    /** SHA-256 over everything: what a lock is recognised by. */
    public byte[] checksum() {
        return sum(sha256(), true).digest();
    }

    MessageDigest sum(MessageDigest sum, boolean withInode) {
        var encodedName = Names.encode(name);
        var fixed = ByteBuffer.allocate(37).order(ByteOrder.LITTLE_ENDIAN);
        if (withInode) {
            fixed.putLong(inode);
        }
        fixed.putLong(version).putInt(writer).putInt(mtimeSeconds).putInt(content.length);
        fixed.put((byte) kind.code).putLong(parent).flip();
        sum.update(fixed);
        sum.update(encodedName);
        sum.update(content);
        return sum;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return kind + " " + inode + " '" + path + "' version " + version;
    }
}
