package org.quorate.clusterfs.fuse;

import org.quorate.tree.TreeEntry;

/**
 * An open file.
 *
 * <p>An open with O_TRUNC does not empty the file at once. The first write replaces the whole content in one change, so
 * that nobody in the cluster sees the file empty or half written; if nothing is written, closing empties it. If that
 * write is refused, the old content stays. Thread safe.
 */
final class OpenFile {
    private enum Replacement {
        NONE,
        AT_WRITE_OR_CLOSE,
        /** A write was refused: closing must not empty what it could not replace. */
        AT_WRITE
    }

    private final TreeEntry entry;
    private volatile byte[] content;
    private Replacement replacement;

    OpenFile(TreeEntry entry, byte[] content, boolean replaced) {
        this.entry = entry;
        this.content = content;
        this.replacement = replaced ? Replacement.AT_WRITE_OR_CLOSE : Replacement.NONE;
    }

    /** As it was when it was opened. */
    TreeEntry entry() {
        return entry;
    }

    /** Content as it was seen last; what a reader goes on with when the file was removed meanwhile. */
    byte[] content() {
        return content;
    }

    void seen(byte[] latest) {
        content = latest;
    }

    /** Whether it is to be emptied, and was not yet. */
    synchronized boolean emptied() {
        return replacement == Replacement.AT_WRITE_OR_CLOSE;
    }

    /** Whether the write that begins now has to replace the content; true once. */
    synchronized boolean beginWrite() {
        boolean replaces = replacement != Replacement.NONE;
        replacement = Replacement.NONE;
        return replaces;
    }

    /** Whether the close that begins now has to empty the file; true once. */
    synchronized boolean beginClose() {
        boolean empties = replacement == Replacement.AT_WRITE_OR_CLOSE;
        replacement = empties ? Replacement.NONE : replacement;
        return empties;
    }

    /** What was begun was refused. */
    synchronized void refused() {
        replacement = Replacement.AT_WRITE;
    }
}
