package org.quorate.clusterfs.fuse.protocol;

import java.nio.ByteBuffer;

/**
 * How each request begins.
 * <pre>
 * |  0 len u32 | 4 opcode u32 | 8 unique u64 | 16 nodeid u64       |
 * | 24 uid u32 | 28 gid u32   | 32 pid u32   | 36 extlen u16, padding |
 * </pre>
 * Who asks is not kept: the kernel checks permissions itself ({@code default_permissions}).
 *
 * @param length of the whole request in bytes
 * @param unique number of the request, repeated in the reply
 * @param node what the request is about; 0 for requests about no node
 */
public record RequestHeader(int length, int opcode, long unique, long node) {
    /** Length in bytes. */
    public static final int BYTES = 40;

    /** Reads the header at the start of a request of the given length. */
    public static RequestHeader read(ByteBuffer in, int length) throws MalformedRequestException {
        if (length < BYTES || in.getInt(0) != length) {
            throw new MalformedRequestException(Errno.EIO, "a request of " + length + " bytes");
        }
        return new RequestHeader(length, in.getInt(4), in.getLong(8), in.getLong(16));
    }
}
