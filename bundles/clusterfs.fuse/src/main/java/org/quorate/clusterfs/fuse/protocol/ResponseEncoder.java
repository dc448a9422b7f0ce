package org.quorate.clusterfs.fuse.protocol;

import java.nio.ByteBuffer;

/**
 * Writes responses: | 0 len u32 | 4 error i32, negative | 8 unique u64 | 16 structure or data |. All positions are
 * absolute; every byte of a reply is written, since buffers are used again.
 */
public final class ResponseEncoder {
    /** Length of the header of a reply. */
    public static final int HEADER = 16;
    /** Length of the longest reply that is neither data nor a listing. */
    public static final int SHORT_REPLY_BYTES = 256;

    static final int ATTR_BYTES = 88;
    static final int ENTRY_BYTES = 40 + ATTR_BYTES;
    static final int DIRENT_BYTES = 24;
    private static final int OPEN_BYTES = 16;
    private static final int INIT_BYTES = 64;
    private static final int STATFS_BYTES = 80;

    private ResponseEncoder() {}

    /** Length of the reply. */
    public static int bytes(Response response) {
        return HEADER
                + switch (response) {
                    case Response.None _, Response.Done _, Response.Failed _ -> 0;
                    case Response.Initialized _ -> INIT_BYTES;
                    case Response.Entry _ -> ENTRY_BYTES;
                    case Response.AttributesOf _ -> 16 + ATTR_BYTES;
                    case Response.Opened _ -> OPEN_BYTES;
                    case Response.Created _ -> ENTRY_BYTES + OPEN_BYTES;
                    case Response.Data data -> data.length();
                    case Response.Written _ -> 8;
                    case Response.Listing listing ->
                        listing.entries().stream()
                                .mapToInt(entry -> entry.bytes(listing.plus()))
                                .sum();
                    case Response.Usage _ -> STATFS_BYTES;
                };
    }

    /** Writes the reply at the start of the buffer and answers its length. */
    public static int encode(Response response, long unique, ByteBuffer out) {
        int error = 0;
        int end = switch (response) {
            case Response.None _, Response.Done _ -> HEADER;
            case Response.Failed(int errno) -> {
                error = -errno;
                yield HEADER;
            }
            case Response.Initialized agreed -> initialized(agreed, out);
            case Response.Entry entry -> entry(entry, out, HEADER);
            case Response.AttributesOf of -> attributesOf(of, out);
            case Response.Opened opened -> opened(opened, out, HEADER);
            case Response.Created(var entry, var opened) -> opened(opened, out, entry(entry, out, HEADER));
            case Response.Data(var source, int offset, int length) -> {
                out.put(HEADER, source, offset, length);
                yield HEADER + length;
            }
            case Response.Written(int bytes) -> {
                out.putInt(HEADER, bytes).putInt(HEADER + 4, 0);
                yield HEADER + 8;
            }
            case Response.Listing listing -> listing(listing, out);
            case Response.Usage usage -> usage(usage, out);
        };
        out.putInt(0, end).putInt(4, error).putLong(8, unique);
        return end;
    }

    /**
     * <pre>
     * | 0 major u32 | 4 minor u32 | 8 max_readahead u32 | 12 flags u32 | 16 max_background u16            |
     * | 18 congestion_threshold u16 | 20 max_write u32 | 24 time_gran u32 | 28 max_pages u16              |
     * | 30 map_alignment u16 | 32 flags2 u32 | 36 reserve                                            64 |
     * </pre>
     */
    private static int initialized(Response.Initialized agreed, ByteBuffer out) {
        out.putInt(HEADER, agreed.major());
        out.putInt(HEADER + 4, agreed.minor());
        out.putInt(HEADER + 8, agreed.maxReadahead());
        out.putInt(HEADER + 12, (int) agreed.flags());
        out.putShort(HEADER + 16, (short) agreed.maxBackground());
        out.putShort(HEADER + 18, (short) (agreed.maxBackground() * 3 / 4));
        out.putInt(HEADER + 20, agreed.maxWrite());
        out.putInt(HEADER + 24, agreed.timeGranularityNanos());
        out.putShort(HEADER + 28, (short) agreed.maxPages());
        out.putShort(HEADER + 30, (short) 0);
        out.putInt(HEADER + 32, (int) (agreed.flags() >>> 32));
        return zero(out, HEADER + 36, HEADER + INIT_BYTES);
    }

    /**
     * <pre>
     * | 0 nodeid | 8 generation | 16 entry_valid u64 | 24 attr_valid u64 | 32 both in nanoseconds, u32 | 40 attr |
     * </pre>
     * Inodes of the tree are never used again, so that the generation is always 0.
     */
    private static int entry(Response.Entry entry, ByteBuffer out, int at) {
        out.putLong(at, entry.node());
        out.putLong(at + 8, 0);
        out.putLong(at + 16, entry.nameSeconds());
        out.putLong(at + 24, entry.attributeSeconds());
        out.putLong(at + 32, 0);
        return attributes(entry.attributes(), out, at + 40);
    }

    /** | 0 attr_valid u64 | 8 in nanoseconds u32, padding | 16 attr |. */
    private static int attributesOf(Response.AttributesOf of, ByteBuffer out) {
        out.putLong(HEADER, of.attributeSeconds());
        out.putLong(HEADER + 8, 0);
        return attributes(of.attributes(), out, HEADER + 16);
    }

    /**
     * <pre>
     * | 0 ino | 8 size | 16 blocks | 24 atime | 32 mtime | 40 ctime | 48 nanoseconds, three times u32       |
     * | 60 mode u32 | 64 nlink | 68 uid | 72 gid | 76 rdev | 80 blksize | 84 flags                        |
     * </pre>
     */
    private static int attributes(Attributes attributes, ByteBuffer out, int at) {
        long seconds = Integer.toUnsignedLong(attributes.seconds());
        out.putLong(at, attributes.ino());
        out.putLong(at + 8, attributes.size());
        out.putLong(at + 16, attributes.size() + 511 >>> 9);
        out.putLong(at + 24, seconds);
        out.putLong(at + 32, seconds);
        out.putLong(at + 40, seconds);
        out.putLong(at + 48, 0);
        out.putInt(at + 56, 0);
        out.putInt(at + 60, attributes.mode());
        out.putInt(at + 64, attributes.links());
        out.putInt(at + 68, attributes.uid());
        out.putInt(at + 72, attributes.gid());
        out.putInt(at + 76, 0);
        out.putInt(at + 80, 4096);
        out.putInt(at + 84, 0);
        return at + ATTR_BYTES;
    }

    /** | 0 fh u64 | 8 open_flags u32 | 12 padding |. */
    private static int opened(Response.Opened opened, ByteBuffer out, int at) {
        out.putLong(at, opened.handle());
        out.putInt(at + 8, opened.flags());
        out.putInt(at + 12, 0);
        return at + OPEN_BYTES;
    }

    /** Each entry: | plus: entry | ino u64 | off u64 | namelen u32 | type u32 | name, filled up to 8 bytes |. */
    private static int listing(Response.Listing listing, ByteBuffer out) {
        int at = HEADER;
        for (var entry : listing.entries()) {
            int end = at + entry.bytes(listing.plus());
            int dirent = listing.plus() ? entry(entry.entry(), out, at) : at;
            out.putLong(dirent, entry.ino());
            out.putLong(dirent + 8, entry.next());
            out.putInt(dirent + 16, entry.name().length);
            out.putInt(dirent + 20, entry.type());
            out.put(dirent + DIRENT_BYTES, entry.name());
            at = zero(out, dirent + DIRENT_BYTES + entry.name().length, end);
        }
        return at;
    }

    /**
     * <pre>
     * | 0 blocks u64 | 8 bfree | 16 bavail | 24 files | 32 ffree | 40 bsize u32 | 44 namelen | 48 frsize | 52 reserve |
     * </pre>
     */
    private static int usage(Response.Usage usage, ByteBuffer out) {
        out.putLong(HEADER, usage.blocks());
        out.putLong(HEADER + 8, usage.freeBlocks());
        out.putLong(HEADER + 16, usage.freeBlocks());
        out.putLong(HEADER + 24, usage.files());
        out.putLong(HEADER + 32, usage.freeFiles());
        out.putInt(HEADER + 40, usage.blockBytes());
        out.putInt(HEADER + 44, usage.nameBytes());
        out.putInt(HEADER + 48, usage.blockBytes());
        return zero(out, HEADER + 52, HEADER + STATFS_BYTES);
    }

    private static int zero(ByteBuffer out, int from, int end) {
        for (int at = from; at < end; at++) {
            out.put(at, (byte) 0);
        }
        return end;
    }
}
