package org.quorate.spi.store;

/**
 * One row; the columns of pmxcfs's table {@code tree}.
 *
 * @param inode 0 is the row that carries version, writer and time of the root, named {@code __version__}
 * @param parent inode of the directory
 * @param version of the tree when the entry last changed
 * @param writer node id of who changed it, unsigned
 * @param mtimeSeconds unsigned
 * @param type 4 directory, 8 file
 * @param name one component
 * @param data content of a file; empty for a directory. Not to be changed.
 */
public record StoredEntry(
        long inode, long parent, long version, int writer, int mtimeSeconds, int type, String name, byte[] data) {

    /** Type of a directory. */
    public static final int DIRECTORY = 4;

    /** Type of a file. */
    public static final int FILE = 8;

    /** Name of the row with inode 0. */
    public static final String VERSION_ROW = "__version__";
}
