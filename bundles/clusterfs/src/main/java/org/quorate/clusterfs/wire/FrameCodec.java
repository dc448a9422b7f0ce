package org.quorate.clusterfs.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.quorate.clusterfs.tree.Entry;
import org.quorate.clusterfs.tree.MalformedException;

/**
 * Frames on the wire.
 * <pre>
 * |     type u16     |    subtype u16    |          protocol u32         |
 * |             time u32                 |        reserved u32 = 0       |
 * type 0:        | count u64 | body                                       |
 * types 1 to 6:  | epoch: counter u32, time u32, node id u32, pid u32 | body |
 * </pre>
 */
public final class FrameCodec {
    /** Bytes before the body of a change. */
    public static final int NORMAL_BYTES = 24;

    private static final int BASE_BYTES = 16;
    private static final int SYNC_BYTES = 32;
    private static final int NORMAL = 0;
    private static final int SYNC_START = 1;
    private static final int STATE = 2;
    private static final int UPDATE = 3;
    private static final int UPDATE_COMPLETE = 4;
    private static final int VERIFY_REQUEST = 5;
    private static final int VERIFY = 6;
    private static final ByteBuffer[] NO_BODY = {};

    private FrameCodec() {}

    /** A frame as the parts of one message. The parts share memory with the frame. */
    public static ByteBuffer[] encode(Frame frame) {
        return switch (frame) {
            case Frame.Normal normal ->
                parts(normalHeader(normal), normal.body().duplicate());
            case Frame.SyncStart start -> parts(syncHeader(SYNC_START, start));
            case Frame.State state -> parts(syncHeader(STATE, state), ByteBuffer.wrap(state.index()));
            case Frame.Update update -> parts(syncHeader(UPDATE, update), EntryCodec.encode(update.entry()));
            case Frame.UpdateComplete complete -> parts(syncHeader(UPDATE_COMPLETE, complete));
            case Frame.VerifyRequest request -> parts(syncHeader(VERIFY_REQUEST, request), id(request.id()));
            case Frame.Verify verify ->
                parts(syncHeader(VERIFY, verify), id(verify.id()), ByteBuffer.wrap(verify.checksum()));
            case Frame.Foreign _ -> throw new IllegalArgumentException("of another protocol version");
        };
    }

    static ByteBuffer normalHeader(Frame.Normal normal) {
        return header(NORMAL_BYTES, NORMAL, normal.subtype(), normal.timeSeconds())
                .putLong(normal.count())
                .flip();
    }

    private static ByteBuffer syncHeader(int type, Frame.Sync sync) {
        var epoch = sync.epoch();
        return header(SYNC_BYTES, type, 0, sync.timeSeconds())
                .putInt(epoch.counter())
                .putInt(epoch.timeSeconds())
                .putInt(epoch.nodeId())
                .putInt(epoch.pid())
                .flip();
    }

    private static ByteBuffer header(int size, int type, int subtype, int timeSeconds) {
        return ByteBuffer.allocate(size)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) type)
                .putShort((short) subtype)
                .putInt(Frame.PROTOCOL)
                .putInt(timeSeconds)
                .putInt(0);
    }

    private static ByteBuffer id(long id) {
        return ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(id)
                .flip();
    }

    private static ByteBuffer[] parts(ByteBuffer header, ByteBuffer... body) {
        if (body.length == 0) {
            return new ByteBuffer[] {header};
        }
        var parts = new ByteBuffer[1 + body.length];
        parts[0] = header;
        System.arraycopy(body, 0, parts, 1, body.length);
        return parts;
    }

    /** Whether a message, if it is anything, is a change: the only kind that must not be passed over. */
    public static boolean isNormal(ByteBuffer message) {
        return message.remaining() >= 2
                && message.get(message.position()) == NORMAL
                && message.get(message.position() + 1) == 0;
    }

    /** The frame in a message. The body of a {@link Frame.Normal} shares memory with the message. */
    public static Frame decode(ByteBuffer message) throws MalformedException {
        var in = message.slice().order(ByteOrder.LITTLE_ENDIAN);
        if (in.remaining() < BASE_BYTES) {
            throw new MalformedException("message of " + in.remaining() + " bytes");
        }
        int type = Short.toUnsignedInt(in.getShort());
        int subtype = Short.toUnsignedInt(in.getShort());
        int protocol = in.getInt();
        int time = in.getInt();
        in.getInt(); // reserved
        if (protocol != Frame.PROTOCOL) {
            return new Frame.Foreign(protocol);
        }
        if (type == NORMAL) {
            need(in, Long.BYTES, "count of a change");
            return new Frame.Normal(subtype, time, in.getLong(), in.slice().order(ByteOrder.LITTLE_ENDIAN));
        }
        need(in, SYNC_BYTES - BASE_BYTES, "epoch");
        var epoch = new Epoch(in.getInt(), in.getInt(), in.getInt(), in.getInt());
        return switch (type) {
            case SYNC_START -> new Frame.SyncStart(time, epoch);
            case STATE -> new Frame.State(time, epoch, rest(in));
            case UPDATE -> new Frame.Update(time, epoch, EntryCodec.decode(in));
            case UPDATE_COMPLETE -> new Frame.UpdateComplete(time, epoch);
            case VERIFY_REQUEST -> {
                need(in, Long.BYTES, "id of a verification");
                yield new Frame.VerifyRequest(time, epoch, in.getLong());
            }
            case VERIFY -> {
                need(in, Long.BYTES + Entry.DIGEST_BYTES, "checksum");
                long id = in.getLong();
                var checksum = new byte[Entry.DIGEST_BYTES];
                in.get(checksum);
                yield new Frame.Verify(time, epoch, id, checksum);
            }
            default -> throw new MalformedException("message of unknown type " + type);
        };
    }

    private static void need(ByteBuffer in, int bytes, String what) throws MalformedException {
        if (in.remaining() < bytes) {
            throw new MalformedException("message ends before its " + what);
        }
    }

    private static byte[] rest(ByteBuffer in) {
        var rest = new byte[in.remaining()];
        in.get(rest);
        return rest;
    }
}
