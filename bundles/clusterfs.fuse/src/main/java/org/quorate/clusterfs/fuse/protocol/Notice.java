package org.quorate.clusterfs.fuse.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** What the server tells the kernel unasked: that something it may have cached is not so any more. */
public sealed interface Notice {
    /** Content and attributes of a node. */
    record NodeChanged(long node) implements Notice {}

    /** What a name stands for. With {@code expireOnly} what is below the name stays in use until it is looked up again. */
    record NameChanged(long parent, String name, boolean expireOnly) implements Notice {}

    /** Longest encoded notice: no component of a path is longer than a path, 4095 bytes. */
    int MAX_BYTES = 32 + 4096;

    /**
     * Writes the notice and answers its length; 0 if the name is longer than any the kernel can know.
     * <pre>
     * | 0 len u32 | 4 code i32 | 8 zero u64 | then                                              |
     * | code 2: 16 nodeid | 24 offset i64 | 32 length i64, 0 is all                            |
     * | code 3: 16 parent | 24 namelen u32 | 28 flags u32, 1 is "expire only" | 32 name and zero |
     * </pre>
     */
    static int encode(Notice notice, ByteBuffer out) {
        int code = switch (notice) {
            case NodeChanged _ -> 2;
            case NameChanged _ -> 3;
        };
        int end = switch (notice) {
            case NodeChanged(long node) -> {
                out.putLong(16, node).putLong(24, 0).putLong(32, 0);
                yield 40;
            }
            case NameChanged(long parent, String name, boolean expireOnly) -> {
                byte[] bytes = name.getBytes(UTF_8);
                int last = 32 + bytes.length;
                if (last >= MAX_BYTES) {
                    yield 0;
                }
                out.putLong(16, parent).putInt(24, bytes.length).putInt(28, expireOnly ? 1 : 0);
                out.put(32, bytes).put(last, (byte) 0);
                yield last + 1;
            }
        };
        out.putInt(0, end).putInt(4, code).putLong(8, 0);
        return end;
    }
}
