package org.quorate.clusterfs.tree;

/** One change that all members apply. Paths have no leading slash. */
public sealed interface Change {
    /** Makes an empty file. */
    record Create(String path) implements Change {}

    /** Makes a directory. */
    record Mkdir(String path) implements Change {}

    /** Writes at an offset, unsigned 32 bits; a gap is filled with zeros. */
    record Write(String path, int offset, byte[] data) implements Change {}

    /** Cuts, or extends with zeros, to an unsigned length. */
    record Truncate(String path, int length) implements Change {}

    /** Removes a file or an empty directory. */
    record Delete(String path) implements Change {}

    /** Moves a file or an empty directory, replacing a file or an empty directory. */
    record Rename(String from, String to) implements Change {}

    /** Sets the time of the last change, unsigned. */
    record SetTime(String path, int mtimeSeconds) implements Change {}

    /** Removes a lock that is still the one with this checksum. */
    record Unlock(byte[] checksum, String path) implements Change {}
}
