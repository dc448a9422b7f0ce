package org.quorate.link.crypto;

import java.util.Arrays;
import javax.crypto.SecretKey;

/** A key on its way into a cipher: unlike the JDK's own it can be overwritten. */
final class RawKey implements SecretKey, AutoCloseable {
    private static final long serialVersionUID = 1L;

    private final String algorithm;
    private final byte[] bytes;

    /** @param bytes belong to it from now on */
    RawKey(String algorithm, byte[] bytes) {
        this.algorithm = algorithm;
        this.bytes = bytes;
    }

    @Override
    public String getAlgorithm() {
        return algorithm;
    }

    @Override
    public String getFormat() {
        return "RAW";
    }

    @Override
    public byte[] getEncoded() {
        return bytes.clone();
    }

    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
    }
}
