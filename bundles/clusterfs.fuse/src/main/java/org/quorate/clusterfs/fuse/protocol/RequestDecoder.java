package org.quorate.clusterfs.fuse.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;

/**
 * Reads requests. A request is its header, a structure that depends on the opcode, then names that end with a zero byte,
 * or data. The values share no memory with the buffer.
 */
public final class RequestDecoder {
    private static final int BODY = RequestHeader.BYTES;
    /** The kernel sends at most a page of them. */
    private static final int MAX_FORGETS = 1 << 16;

    private RequestDecoder() {}

    /** Reads what follows the header. */
    public static Request decode(RequestHeader header, ByteBuffer in) throws MalformedRequestException {
        long node = header.node();
        return switch (header.opcode()) {
            case Opcode.LOOKUP -> new Request.Lookup(node, lastName(header, in, BODY));
            case Opcode.FORGET -> new Request.Forget(node, in.getLong(need(header, 8)));
            case Opcode.BATCH_FORGET -> batchForget(header, in);
            case Opcode.GETATTR -> new Request.GetAttributes(node);
            case Opcode.SETATTR -> setAttributes(header, in);
            case Opcode.READLINK -> new Request.ReadLink(node);
            case Opcode.MKNOD ->
                new Request.MakeNode(node, lastName(header, in, need(header, 16) + 16), in.getInt(BODY));
            case Opcode.MKDIR -> new Request.MakeDirectory(node, lastName(header, in, need(header, 8) + 8));
            case Opcode.UNLINK -> new Request.Unlink(node, lastName(header, in, BODY));
            case Opcode.RMDIR -> new Request.RemoveDirectory(node, lastName(header, in, BODY));
            case Opcode.RENAME -> rename(header, in, need(header, 8) + 8, 0);
            case Opcode.RENAME2 -> rename(header, in, need(header, 16) + 16, in.getInt(BODY + 8));
            case Opcode.OPEN -> new Request.Open(node, in.getInt(need(header, 8)));
            case Opcode.CREATE ->
                new Request.Create(node, lastName(header, in, need(header, 16) + 16), in.getInt(BODY));
            case Opcode.READ -> read(header, in);
            case Opcode.WRITE -> write(header, in);
            case Opcode.FLUSH -> new Request.Flush(node, in.getLong(need(header, 24)));
            case Opcode.FSYNC, Opcode.FSYNCDIR -> new Request.Synchronize(node, in.getLong(need(header, 16)));
            case Opcode.RELEASE -> new Request.Release(node, in.getLong(need(header, 24)));
            case Opcode.OPENDIR -> new Request.OpenDirectory(node);
            case Opcode.READDIR -> readDirectory(header, in, false);
            case Opcode.READDIRPLUS -> readDirectory(header, in, true);
            case Opcode.RELEASEDIR -> new Request.ReleaseDirectory(in.getLong(need(header, 24)));
            case Opcode.STATFS -> new Request.StatFs();
            case Opcode.INTERRUPT -> new Request.Interrupt(in.getLong(need(header, 8)));
            case Opcode.INIT -> init(header, in);
            case Opcode.DESTROY -> new Request.Destroy();
            case Opcode.SYMLINK, Opcode.LINK -> new Request.Refused(header.opcode(), Errno.EPERM);
            // ENOSYS would be remembered, but not as "this is no terminal", which is what callers understand.
            case Opcode.IOCTL -> new Request.Refused(header.opcode(), Errno.ENOTTY);
            // Extended attributes, locks, FALLOCATE, LSEEK, COPY_FILE_RANGE, POLL, BMAP, ACCESS and all that is newer.
            default -> new Request.Refused(header.opcode(), Errno.ENOSYS);
        };
    }

    /** | major u32 | minor u32 | max_readahead u32 | flags u32 | since 7.36: flags2 u32 and reserve |. */
    private static Request init(RequestHeader header, ByteBuffer in) throws MalformedRequestException {
        need(header, 16);
        long flags = Integer.toUnsignedLong(in.getInt(BODY + 12));
        if ((flags & InitFlags.INIT_EXT) != 0 && header.length() >= BODY + 20) {
            flags |= Integer.toUnsignedLong(in.getInt(BODY + 16)) << 32;
        }
        return new Request.Init(in.getInt(BODY), in.getInt(BODY + 4), in.getInt(BODY + 8), flags);
    }

    /** | count u32 | padding | then count times: nodeid u64, nlookup u64 |. */
    private static Request batchForget(RequestHeader header, ByteBuffer in) throws MalformedRequestException {
        int count = in.getInt(need(header, 8));
        if (count < 0 || count > MAX_FORGETS || header.length() - BODY - 8 < count * 16L) {
            throw new MalformedRequestException(Errno.EIO, "a batch of " + count + " forgets");
        }
        var forgets = new ArrayList<Request.Forget>(count);
        for (int i = 0, at = BODY + 8; i < count; i++, at += 16) {
            forgets.add(new Request.Forget(in.getLong(at), in.getLong(at + 8)));
        }
        return new Request.BatchForget(forgets);
    }

    /**
     * <pre>
     * | 0 valid u32, padding | 8 fh | 16 size | 24 lock_owner | 32 atime | 40 mtime | 48 ctime        |
     * | 56 nanoseconds, three times u32 | 68 mode u32, unused | 76 uid u32 | 80 gid u32, unused |
     * </pre>
     */
    private static Request setAttributes(RequestHeader header, ByteBuffer in) throws MalformedRequestException {
        need(header, 88);
        return new Request.SetAttributes(
                header.node(),
                in.getInt(BODY),
                in.getLong(BODY + 16),
                in.getLong(BODY + 40),
                in.getInt(BODY + 76),
                in.getInt(BODY + 80));
    }

    /** | newdir u64 | RENAME2: flags u32, padding | old name | new name |. */
    private static Request rename(RequestHeader header, ByteBuffer in, int names, int flags)
            throws MalformedRequestException {
        int end = names;
        while (end < header.length() && in.get(end) != 0) {
            end++;
        }
        String name = name(in, names, end);
        return new Request.Rename(header.node(), name, in.getLong(BODY), lastName(header, in, end + 1), flags);
    }

    /** | 0 fh | 8 offset u64 | 16 size u32 | 20 read_flags | 24 lock_owner | 32 flags u32 |. */
    private static Request read(RequestHeader header, ByteBuffer in) throws MalformedRequestException {
        need(header, 40);
        int size = size(in.getInt(BODY + 16));
        return new Request.Read(header.node(), in.getLong(BODY), in.getLong(BODY + 8), size);
    }

    private static Request readDirectory(RequestHeader header, ByteBuffer in, boolean plus)
            throws MalformedRequestException {
        need(header, 40);
        int size = size(in.getInt(BODY + 16));
        return new Request.ReadDirectory(header.node(), in.getLong(BODY), in.getLong(BODY + 8), size, plus);
    }

    /** As READ, then the data. */
    private static Request write(RequestHeader header, ByteBuffer in) throws MalformedRequestException {
        need(header, 40);
        int size = in.getInt(BODY + 16);
        if (size < 0 || size > header.length() - BODY - 40) {
            throw new MalformedRequestException(Errno.EIO, "a write of " + Integer.toUnsignedString(size) + " bytes");
        }
        byte[] data = new byte[size];
        in.get(BODY + 40, data);
        return new Request.Write(header.node(), in.getLong(BODY), in.getLong(BODY + 8), data, in.getInt(BODY + 32));
    }

    private static int size(int size) throws MalformedRequestException {
        if (size < 0) {
            throw new MalformedRequestException(Errno.EINVAL, "a read of " + Integer.toUnsignedString(size) + " bytes");
        }
        return size;
    }

    /** Where the structure begins, once it is certain that it is there. */
    private static int need(RequestHeader header, int bytes) throws MalformedRequestException {
        if (header.length() < BODY + bytes) {
            throw new MalformedRequestException(
                    Errno.EIO, "opcode " + header.opcode() + " with " + header.length() + " bytes");
        }
        return BODY;
    }

    /** The name that ends with the request, or before the extensions that newer kernels may add. */
    private static String lastName(RequestHeader header, ByteBuffer in, int from) throws MalformedRequestException {
        int end = from;
        while (end < header.length() && in.get(end) != 0) {
            end++;
        }
        if (end >= header.length()) {
            throw new MalformedRequestException(Errno.EIO, "opcode " + header.opcode() + " with a name without end");
        }
        return name(in, from, end);
    }

    /** Names in the tree are text: what is not UTF-8 could not be told apart after decoding. */
    private static String name(ByteBuffer in, int from, int end) throws MalformedRequestException {
        byte[] bytes = new byte[end - from];
        in.get(from, bytes);
        String name = new String(bytes, UTF_8);
        if (name.indexOf('\uFFFD') >= 0 && !Arrays.equals(name.getBytes(UTF_8), bytes)) {
            throw new MalformedRequestException(Errno.EILSEQ, "a name that is not UTF-8");
        }
        return name;
    }
}
