package org.quorate.clusterfs.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.quorate.clusterfs.tree.Change;
import org.quorate.clusterfs.tree.Entry;
import org.quorate.clusterfs.tree.MalformedException;

/**
 * The body of a {@link Frame.Normal}.
 * <pre>
 * subtypes 1 to 6: | size u32 | offset u32 | path length u32 | target length u32 | flags u32 |
 *                  | path, NUL | target, NUL, or nothing | data                             |
 * subtypes 7, 8:   | checksum 32 bytes | path, NUL                                          |
 * </pre>
 */
public final class OperationCodec {
    private static final int WRITE = 1;
    private static final int MKDIR = 2;
    private static final int DELETE = 3;
    private static final int RENAME = 4;
    private static final int CREATE = 5;
    private static final int SET_TIME = 6;
    private static final int UNLOCK_REQUEST = 7;
    private static final int UNLOCK = 8;
    private static final int FIXED_BYTES = 20;
    private static final int TRUNCATE_FLAG = 1;
    private static final byte[] NOTHING = {};

    private OperationCodec() {}

    /**
     * A whole message as its parts. Data of a write is not copied.
     *
     * @param timeSeconds of this node
     * @param count of this node's changes
     */
    public static ByteBuffer[] encode(Operation operation, int timeSeconds, long count) {
        return switch (operation) {
            case Operation.RequestUnlock(var checksum, var path) ->
                lock(UNLOCK_REQUEST, timeSeconds, count, checksum, path);
            case Operation.Make(var change) ->
                switch (change) {
                    case Change.Write(var path, int offset, var data) ->
                        message(WRITE, timeSeconds, count, path, NOTHING, offset, 0, data);
                    case Change.Truncate(var path, int length) ->
                        message(WRITE, timeSeconds, count, path, NOTHING, length, TRUNCATE_FLAG, NOTHING);
                    case Change.Mkdir(var path) -> message(MKDIR, timeSeconds, count, path, NOTHING, 0, 0, NOTHING);
                    case Change.Delete(var path) -> message(DELETE, timeSeconds, count, path, NOTHING, 0, 0, NOTHING);
                    case Change.Rename(var from, var to) ->
                        message(RENAME, timeSeconds, count, from, Strings.bytes(to), 0, 0, NOTHING);
                    case Change.Create(var path) -> message(CREATE, timeSeconds, count, path, NOTHING, 0, 0, NOTHING);
                    case Change.SetTime(var path, int mtime) ->
                        message(SET_TIME, timeSeconds, count, path, NOTHING, mtime, 0, NOTHING);
                    case Change.Unlock(var checksum, var path) -> lock(UNLOCK, timeSeconds, count, checksum, path);
                };
        };
    }

    private static ByteBuffer[] message(
            int subtype, int time, long count, String path, byte[] target, int offset, int flags, byte[] data) {
        var from = Strings.bytes(path);
        var body = ByteBuffer.allocate(FIXED_BYTES + from.length + target.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(data.length)
                .putInt(offset)
                .putInt(from.length)
                .putInt(target.length)
                .putInt(flags)
                .put(from)
                .put(target)
                .flip();
        var header = FrameCodec.normalHeader(new Frame.Normal(subtype, time, count, body));
        return data.length == 0
                ? new ByteBuffer[] {header, body}
                : new ByteBuffer[] {header, body, ByteBuffer.wrap(data)};
    }

    private static ByteBuffer[] lock(int subtype, int time, long count, byte[] checksum, String path) {
        var body = ByteBuffer.wrap(Strings.bytes(path));
        var header = FrameCodec.normalHeader(new Frame.Normal(subtype, time, count, body));
        return new ByteBuffer[] {header, ByteBuffer.wrap(checksum), body};
    }

    /** Bytes of the message that writes to this path, without its data. */
    public static int writeOverheadBytes(String path) {
        return FrameCodec.NORMAL_BYTES + FIXED_BYTES + Strings.bytes(path).length;
    }

    /** What a change asks for. Nothing of the frame's memory is kept. */
    public static Operation decode(Frame.Normal frame) throws MalformedException {
        var in = frame.body().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        return switch (frame.subtype()) {
            case WRITE, MKDIR, DELETE, RENAME, CREATE, SET_TIME -> new Operation.Make(change(frame.subtype(), in));
            case UNLOCK_REQUEST -> {
                var checksum = checksum(in);
                yield new Operation.RequestUnlock(checksum, Strings.read(in, in.remaining()));
            }
            case UNLOCK -> {
                var checksum = checksum(in);
                yield new Operation.Make(new Change.Unlock(checksum, Strings.read(in, in.remaining())));
            }
            default -> throw new MalformedException("change of unknown kind " + frame.subtype());
        };
    }

    private static Change change(int subtype, ByteBuffer in) throws MalformedException {
        if (in.remaining() < FIXED_BYTES) {
            throw new MalformedException("change of " + in.remaining() + " bytes");
        }
        long size = Integer.toUnsignedLong(in.getInt());
        int offset = in.getInt();
        long pathLength = Integer.toUnsignedLong(in.getInt());
        long targetLength = Integer.toUnsignedLong(in.getInt());
        int flags = in.getInt();
        if (pathLength + targetLength + size != in.remaining()) {
            throw new MalformedException(
                    "change with " + pathLength + " + " + targetLength + " + " + size + " bytes in " + in.remaining());
        }
        var path = Strings.read(in, (int) pathLength);
        var target = targetLength == 0 ? "" : Strings.read(in, (int) targetLength);
        return switch (subtype) {
            case WRITE -> write(path, offset, flags, in);
            case MKDIR -> new Change.Mkdir(path);
            case DELETE -> new Change.Delete(path);
            case CREATE -> new Change.Create(path);
            case SET_TIME -> new Change.SetTime(path, offset);
            case RENAME -> new Change.Rename(path, target);
            default -> throw new MalformedException("change of unknown kind " + subtype);
        };
    }

    private static Change write(String path, int offset, int flags, ByteBuffer in) throws MalformedException {
        if (flags == TRUNCATE_FLAG && !in.hasRemaining()) {
            return new Change.Truncate(path, offset);
        }
        if (flags != 0) {
            throw new MalformedException("write with flags " + flags + " and " + in.remaining() + " bytes");
        }
        var data = new byte[in.remaining()];
        in.get(data);
        return new Change.Write(path, offset, data);
    }

    private static byte[] checksum(ByteBuffer in) throws MalformedException {
        if (in.remaining() <= Entry.DIGEST_BYTES) {
            throw new MalformedException("unlock of " + in.remaining() + " bytes");
        }
        var checksum = new byte[Entry.DIGEST_BYTES];
        in.get(checksum);
        return checksum;
    }
}
