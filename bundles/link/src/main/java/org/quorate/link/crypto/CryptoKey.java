package org.quorate.link.crypto;

import java.security.MessageDigest;
import java.util.Arrays;

/** What the key file holds. Its owner closes it, after which it is all zeros. */
public final class CryptoKey implements AutoCloseable {
    /** {@code corosync-keygen} refuses less; so does corosync. */
    public static final int LEAST_BYTES = 128;

    /** corosync reads no more of a longer file. */
    public static final int MOST_BYTES = 4096;

    private final byte[] bytes;

    private CryptoKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * A copy of these bytes, at most the first {@value #MOST_BYTES}.
     *
     * @throws IllegalArgumentException if there are less than {@value #LEAST_BYTES}
     */
    public static CryptoKey of(byte[] bytes) {
        if (bytes.length < LEAST_BYTES) {
            throw new IllegalArgumentException("a key of " + bytes.length + " bytes; " + LEAST_BYTES + " to "
                    + MOST_BYTES + " are needed, corosync-keygen makes one");
        }
        return new CryptoKey(Arrays.copyOf(bytes, Math.min(bytes.length, MOST_BYTES)));
    }

    /** Of who uses none. */
    static CryptoKey none() {
        return new CryptoKey(new byte[0]);
    }

    CryptoKey copy() {
        return new CryptoKey(bytes.clone());
    }

    /** A copy of its begin; who asks for it overwrites it. */
    byte[] first(int count) {
        return Arrays.copyOf(bytes, count);
    }

    int length() {
        return bytes.length;
    }

    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CryptoKey key && MessageDigest.isEqual(bytes, key.bytes);
    }

    /** Tells nothing about the key. */
    @Override
    public int hashCode() {
        return bytes.length;
    }

    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
