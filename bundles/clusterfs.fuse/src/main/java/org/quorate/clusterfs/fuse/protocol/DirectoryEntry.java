package org.quorate.clusterfs.fuse.protocol;

/**
 * One name in a listing.
 *
 * @param ino inode number
 * @param next offset from which the listing goes on after this entry
 * @param type the type bits of the mode, shifted down by 12
 * @param name in bytes
 * @param entry what a lookup would answer; with node 0: the kernel must look it up itself. Unused in plain listings.
 */
public record DirectoryEntry(long ino, long next, int type, byte[] name, Response.Entry entry) {
    /** Bytes in a listing, with or without attributes. */
    public int bytes(boolean plus) {
        int fixed = plus ? ResponseEncoder.ENTRY_BYTES + ResponseEncoder.DIRENT_BYTES : ResponseEncoder.DIRENT_BYTES;
        return fixed + name.length + 7 & -8;
    }
}
