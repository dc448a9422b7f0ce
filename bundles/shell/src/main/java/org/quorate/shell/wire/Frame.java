package org.quorate.shell.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A unit of the conversation. On the wire, little endian:
 *
 * <pre>
 * |  type, 8 bits  |  length, 32 bits  |  payload  |
 * </pre>
 *
 * @param payload belongs to the receiver
 */
public record Frame(FrameType type, byte[] payload) {
    /** Longest payload; more is not a conversation of this kind. */
    public static final int MAX_PAYLOAD_BYTES = 1 << 20;

    static final int HEADER_BYTES = Byte.BYTES + Integer.BYTES;

    /** An exit code. */
    public static Frame exit(int code) {
        return new Frame(FrameType.EXIT, buffer(Integer.BYTES).putInt(code).array());
    }

    /** The size of a window. */
    public static Frame window(int columns, int rows) {
        return new Frame(
                FrameType.WINDOW,
                buffer(2 * Short.BYTES)
                        .putShort((short) columns)
                        .putShort((short) rows)
                        .array());
    }

    /** The payload, to be read little endian. */
    public ByteBuffer reader() {
        return ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN);
    }

    static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
