package org.quorate.status.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Frames on the wire.
 * <pre>
 * |     type u16     |    subtype u16    |          protocol u32         |
 * |             time u32                 |        reserved u32 = 0       |
 * type 0:     | count u64 | body                                          |
 * others:     | epoch: counter u32, time u32, node id u32, pid u32 | body |
 * </pre>
 */
public final class FrameCodec {
    private static final int BASE_BYTES = 16;
    private static final int NORMAL_BYTES = 24;
    private static final int SYNC_BYTES = 32;
    private static final int NORMAL = 0;
    private static final int SYNC_START = 1;
    private static final int STATE = 2;

    private FrameCodec() {}

    /** A frame as the parts of one message. The parts share memory with the frame. */
    public static ByteBuffer[] encode(Frame frame) {
        return switch (frame) {
            case Frame.Normal normal ->
                new ByteBuffer[] {
                    header(NORMAL_BYTES, NORMAL, normal.subtype(), normal.timeSeconds())
                            .putLong(normal.count())
                            .flip(),
                    normal.body().duplicate()
                };
            case Frame.SyncStart(int time, var epoch) -> new ByteBuffer[] {sync(SYNC_START, time, epoch)};
            case Frame.State(int time, var epoch, var ring) ->
                new ByteBuffer[] {sync(STATE, time, epoch), ring.duplicate()};
            case Frame.Meaningless _, Frame.Foreign _ -> throw new IllegalArgumentException("never sent");
        };
    }

    private static ByteBuffer sync(int type, int timeSeconds, Epoch epoch) {
        return header(SYNC_BYTES, type, 0, timeSeconds)
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

    /** The frame in a message, with which it shares memory. */
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
        if (type > STATE) {
            return new Frame.Meaningless(type);
        }
        if (in.limit() < (type == NORMAL ? NORMAL_BYTES : SYNC_BYTES)) {
            throw new MalformedException("message of type " + type + " with " + in.limit() + " bytes");
        }
        if (type == NORMAL) {
            return new Frame.Normal(subtype, time, in.getLong(), in.slice().order(ByteOrder.LITTLE_ENDIAN));
        }
        var epoch = new Epoch(in.getInt(), in.getInt(), in.getInt(), in.getInt());
        return type == SYNC_START ? new Frame.SyncStart(time, epoch) : new Frame.State(time, epoch, in.slice());
    }
}
