package org.quorate.totem.service;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What surrounds the content of a message.
 *
 * <pre>
 * | number of groups u16 | length of each u16 | their names |
 * | 0 function u16, service u16 | 4 unused | 8 size i32, this header included | 12 unused |     in group "a"
 * </pre>
 */
public final class Message {
    /** The header of a service's message. */
    public static final int HEADER_BYTES = 16;

    static final byte[] SERVICES = group("a");
    static final byte[] SYNC = group("sync");

    private Message() {}

    /**
     * A service's message whose body is still to be put.
     *
     * @param bodyBytes length of the body
     */
    public static ByteBuffer begin(int service, int function, int bodyBytes) {
        return ByteBuffer.allocate(SERVICES.length + HEADER_BYTES + bodyBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(SERVICES)
                .putInt(service << 16 | function)
                .putInt(0)
                .putInt(HEADER_BYTES + bodyBytes)
                .putInt(0);
    }

    static ByteBuffer beginSync(int bytes) {
        return ByteBuffer.allocate(SYNC.length + bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(SYNC);
    }

    /** Whether the message is for that group alone, as all are. */
    static boolean isFor(byte[] group, byte[] data, int offset, int length) {
        return length >= group.length && Arrays.equals(data, offset, offset + group.length, group, 0, group.length);
    }

    private static byte[] group(String name) {
        var bytes = name.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(2 * Short.BYTES + bytes.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) 1)
                .putShort((short) bytes.length)
                .put(bytes)
                .array();
    }
}
