package org.quorate.clusterfs.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/** Messages for tests. */
public final class Bytes {
    private Bytes() {}

    /** The parts as one message. */
    public static ByteBuffer join(ByteBuffer... parts) {
        var whole = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(ByteBuffer::remaining).sum());
        for (var part : parts) {
            whole.put(part.duplicate());
        }
        return whole.flip();
    }

    static String hex(ByteBuffer... parts) {
        return HexFormat.of().formatHex(join(parts).array());
    }

    /** Bytes written in hexadecimal; blanks do not count. */
    static ByteBuffer of(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replaceAll("\\s", "")));
    }
}
