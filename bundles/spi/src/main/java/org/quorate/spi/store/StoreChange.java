package org.quorate.spi.store;

/** One change of the rows. */
public sealed interface StoreChange {
    /** Writes a row, replacing the one with the same inode. */
    record Put(StoredEntry entry) implements StoreChange {}

    /** Removes a row, if it is there. */
    record Delete(long inode) implements StoreChange {}
}
