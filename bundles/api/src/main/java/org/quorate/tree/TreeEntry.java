package org.quorate.tree;

/**
 * One entry as a reader sees it.
 *
 * @param inode stays the same over renames; 0 is the root. Entries that exist on this node only have the top bit set.
 * @param parent inode of its directory; the root is its own parent
 * @param name the last component; empty for the root
 * @param kind what it is
 * @param size of the content in bytes; 0 for a directory
 * @param version of the tree when it last changed
 * @param mtimeSeconds since the epoch, unsigned 32 bits
 * @param mode permission bits, which depend on the place in the tree and on quorum
 */
public record TreeEntry(
        long inode, long parent, String name, Kind kind, int size, long version, int mtimeSeconds, int mode) {

    /** What an entry is. */
    public enum Kind {
        /** A directory. */
        DIRECTORY,
        /** A regular file. */
        FILE,
        /** A symbolic link, whose content is its target. */
        LINK
    }
}
