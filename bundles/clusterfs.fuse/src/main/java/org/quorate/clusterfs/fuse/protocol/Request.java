package org.quorate.clusterfs.fuse.protocol;

import java.util.List;

/** What the kernel asks. Nodes and handles are numbers the server gave out earlier; 1 is the root. */
public sealed interface Request {
    /** The first request of a connection. */
    record Init(int major, int minor, int maxReadahead, long flags) implements Request {}

    /** The connection ends. */
    record Destroy() implements Request {}

    /** A name in a directory. */
    record Lookup(long parent, String name) implements Request {}

    /** The kernel dropped that many of the references it got by lookups. No reply. */
    record Forget(long node, long lookups) implements Request {}

    /** Many at once. No reply. */
    record BatchForget(List<Forget> forgets) implements Request {}

    /** Attributes. */
    record GetAttributes(long node) implements Request {}

    /** Attributes to be changed; which ones says {@code valid}, bits of {@link SetAttributes}. */
    record SetAttributes(long node, int valid, long size, long mtimeSeconds, int uid, int gid) implements Request {
        public static final int UID = 1 << 1;
        public static final int GID = 1 << 2;
        public static final int SIZE = 1 << 3;
        public static final int MTIME = 1 << 5;
        public static final int MTIME_NOW = 1 << 8;

        /** Whether all of these bits are there. */
        public boolean has(int bits) {
            return (valid & bits) == bits;
        }
    }

    /** The target of a link. */
    record ReadLink(long node) implements Request {}

    /** A new node that is not opened. */
    record MakeNode(long parent, String name, int mode) implements Request {}

    /** A new directory. */
    record MakeDirectory(long parent, String name) implements Request {}

    /** A name of a file to be removed. */
    record Unlink(long parent, String name) implements Request {}

    /** A name of a directory to be removed. */
    record RemoveDirectory(long parent, String name) implements Request {}

    /** A new name; flags are those of {@code renameat2(2)}. */
    record Rename(long parent, String name, long newParent, String newName, int flags) implements Request {
        public static final int NOREPLACE = 1;
    }

    /** A file is opened; flags are those of {@code open(2)}. */
    record Open(long node, int flags) implements Request {}

    /** A file is made and opened. */
    record Create(long parent, String name, int flags) implements Request {}

    /** Content. */
    record Read(long node, long handle, long offset, int size) implements Request {}

    /** New content; the array is not shared with anybody. Flags are those of {@code open(2)}. */
    record Write(long node, long handle, long offset, byte[] data, int flags) implements Request {}

    /** A descriptor of the handle is closed; its caller sees the error. */
    record Flush(long node, long handle) implements Request {}

    /** What was written is to be durable. */
    record Synchronize(long node, long handle) implements Request {}

    /** The handle is not used any more. */
    record Release(long node, long handle) implements Request {}

    /** A directory is opened. */
    record OpenDirectory(long node) implements Request {}

    /** Names from an offset, with attributes if {@code plus}. */
    record ReadDirectory(long node, long handle, long offset, int size, boolean plus) implements Request {}

    /** The handle is not used any more. */
    record ReleaseDirectory(long handle) implements Request {}

    /** Limits and usage. */
    record StatFs() implements Request {}

    /** The caller of an earlier request was interrupted. */
    record Interrupt(long unique) implements Request {}

    /** A request that is refused whatever it contains. */
    record Refused(int opcode, int errno) implements Request {}
}
