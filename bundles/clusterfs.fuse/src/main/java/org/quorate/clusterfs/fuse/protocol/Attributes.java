package org.quorate.clusterfs.fuse.protocol;

/**
 * What {@code stat(2)} shows of a node.
 *
 * @param ino inode number
 * @param size in bytes
 * @param seconds of all three times, unsigned
 * @param mode type and permission bits
 * @param links number of names
 */
public record Attributes(long ino, long size, int seconds, int mode, int links, int uid, int gid) {
    /** Type of a directory in {@link #mode}. */
    public static final int DIRECTORY = 0040000;
    /** Type of a regular file. */
    public static final int FILE = 0100000;
    /** Type of a symbolic link. */
    public static final int LINK = 0120000;
    /** The bits of the mode that are the type. */
    public static final int TYPE_MASK = 0170000;
}
