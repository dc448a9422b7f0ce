package org.quorate.group.host;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What nodes say to all by a session that is to follow another, before it does: a message of the ring would not tell by which of
 * the two it came, as both may hear the same socket. It has the header of Totem, with a type that is not the ring's.
 *
 * <pre>
 * | 0 magic u16 = 0xC070 | 2 version u8 = 3 | 3 type u8 = 0x53 | 4 0 u8 | 5 node u32 | 9 0 u32 | 13 settings u64 |
 * </pre>
 */
final class Probe {
    private static final short MAGIC = (short) 0xC070;
    private static final byte VERSION = 3;
    private static final byte TYPE = 0x53;
    private static final int TYPE_AT = 3;
    private static final int NODE_AT = 5;
    private static final int SETTINGS_AT = 13;
    private static final int BYTES = SETTINGS_AT + Long.BYTES;

    private Probe() {}

    static ByteBuffer encode(int self, long settings) {
        return ByteBuffer.allocate(BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(MAGIC)
                .put(VERSION)
                .put(TYPE)
                .put((byte) 0)
                .putInt(self)
                .putInt(0)
                .putLong(settings)
                .flip();
    }

    static boolean isOne(ByteBuffer frame) {
        int at = frame.position();
        return frame.remaining() == BYTES && frame.get(at + TYPE_AT) == TYPE && frame.getShort(at) == MAGIC;
    }

    static int sender(ByteBuffer frame) {
        return frame.getInt(frame.position() + NODE_AT);
    }

    static long fingerprint(ByteBuffer frame) {
        return frame.getLong(frame.position() + SETTINGS_AT);
    }
}
