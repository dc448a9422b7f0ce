package org.quorate.status.exchange;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Values that are strings with a final NUL. */
final class Strings {
    private Strings() {}

    /** The string, or null if it is too long or has no NUL at its end. */
    static @Nullable String of(byte[] value, int maxBytes) {
        int length = 0;
        while (length < value.length && value[length] != 0) {
            length++;
        }
        return length == value.length || length > maxBytes
                ? null
                : new String(value, 0, length, StandardCharsets.UTF_8);
    }

    static byte[] bytes(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(bytes, bytes.length + 1);
    }
}
