package org.quorate.clusterfs.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.quorate.clusterfs.tree.MalformedException;
import org.quorate.clusterfs.tree.Names;

/** Strings with a final NUL, as programs in C read them: what follows the first NUL does not count. */
final class Strings {
    private Strings() {}

    static String read(ByteBuffer in, int length) throws MalformedException {
        var bytes = new byte[length];
        in.get(bytes);
        if (length == 0 || bytes[length - 1] != 0) {
            throw new MalformedException("string of " + length + " bytes without its NUL");
        }
        int end = 0;
        while (bytes[end] != 0) {
            end++;
        }
        return Names.decode(Arrays.copyOf(bytes, end));
    }

    static byte[] bytes(String string) {
        var bytes = Names.encode(string);
        return Arrays.copyOf(bytes, bytes.length + 1);
    }
}
