package org.quorate.clusterfs.fuse.protocol;

import java.util.List;

/** An answer to the kernel. */
public sealed interface Response {
    /** There is no answer to this request. */
    None NONE = new None();

    /** It is done, and there is nothing to say. */
    Done DONE = new Done();

    /** See {@link #NONE}. */
    record None() implements Response {}

    /** See {@link #DONE}. */
    record Done() implements Response {}

    /** Refused with an errno. */
    record Failed(int errno) implements Response {}

    /** What the server agrees to; writes and pages bound the size of all later requests. */
    record Initialized(
            int major,
            int minor,
            int maxReadahead,
            long flags,
            int maxBackground,
            int maxWrite,
            int timeGranularityNanos,
            int maxPages)
            implements Response {}

    /** A node under a name, and how long the kernel may believe both without asking again. */
    record Entry(long node, int nameSeconds, int attributeSeconds, Attributes attributes) implements Response {}

    /** Attributes, and how long the kernel may believe them. */
    record AttributesOf(int attributeSeconds, Attributes attributes) implements Response {}

    /** A handle; flags are its constants. */
    record Opened(long handle, int flags) implements Response {
        /** Reads and writes do not go through the page cache. */
        public static final int DIRECT_IO = 1;
        /** No FLUSH when a descriptor is closed. */
        public static final int NO_FLUSH = 1 << 5;
    }

    /** A new node that is open. */
    record Created(Entry entry, Opened opened) implements Response {}

    /** A piece of an array. */
    record Data(byte[] source, int offset, int length) implements Response {}

    /** So many bytes were written. */
    record Written(int bytes) implements Response {}

    /** Names; the caller made sure that they fit. */
    record Listing(List<DirectoryEntry> entries, boolean plus) implements Response {}

    /** Limits and usage, in blocks of that many bytes. */
    record Usage(long blocks, long freeBlocks, long files, long freeFiles, int blockBytes, int nameBytes)
            implements Response {}
}
