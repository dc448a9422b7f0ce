package org.quorate.clusterfs.tree;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Names and paths between bytes and strings, without loss.
 *
 * <p>A name is any bytes to the kernel and to other members, mostly UTF-8. A byte that is not part of valid UTF-8
 * becomes a lone surrogate, {@code U+DC00} plus the byte, as in Python's PEP 383; so digests stay those of the bytes.
 */
public final class Names {
    private static final int ESCAPE = 0xDC00;

    private Names() {}

    /** Bytes to a string. */
    public static String decode(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return decodeUtf8(bytes);
            }
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** A string to bytes. */
    public static byte[] encode(String name) {
        boolean ascii = true;
        boolean surrogates = false;
        for (int i = 0; i < name.length(); i++) {
            ascii &= name.charAt(i) < 0x80;
            surrogates |= Character.isSurrogate(name.charAt(i));
        }
        if (ascii) {
            return name.getBytes(StandardCharsets.ISO_8859_1);
        }
        return surrogates ? encodeEscaped(name) : name.getBytes(StandardCharsets.UTF_8);
    }

    private static String decodeUtf8(byte[] bytes) {
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var in = ByteBuffer.wrap(bytes);
        var out = CharBuffer.allocate(bytes.length);
        for (var result = decoder.decode(in, out, true); result.isError(); result = decoder.decode(in, out, true)) {
            for (int i = 0; i < result.length(); i++) {
                out.put((char) (ESCAPE + (in.get() & 0xFF)));
            }
            decoder.reset();
        }
        return out.flip().toString();
    }

    private static byte[] encodeEscaped(String name) {
        var out = new ByteArrayOutputStream(name.length() * 3);
        for (int i = 0; i < name.length(); ) {
            int point = name.codePointAt(i);
            if (point >= ESCAPE + 0x80 && point <= ESCAPE + 0xFF) {
                out.write(point - ESCAPE);
            } else {
                out.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
            }
            i += Character.charCount(point);
        }
        return out.toByteArray();
    }
}
