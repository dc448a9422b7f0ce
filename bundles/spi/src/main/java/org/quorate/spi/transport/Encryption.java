package org.quorate.spi.transport;

import java.util.Arrays;

/** What frames are to be enveloped with. The key does not appear in its text. */
public final class Encryption {
    /** Frames in the clear. */
    public static final Encryption NONE = new Encryption("none", "none", new byte[0]);

    private final String cipher;
    private final String hash;
    private final byte[] key;

    /**
     * Takes a copy of the key.
     *
     * @param cipher {@code totem.crypto_cipher}; may be {@code none}
     * @param hash {@code totem.crypto_hash}; {@code none} in {@link #NONE} only
     */
    public Encryption(String cipher, String hash, byte[] key) {
        this.cipher = cipher;
        this.hash = hash;
        this.key = key.clone();
    }

    /** {@code aes256}, {@code aes192}, {@code aes128} or {@code none}. */
    public String cipher() {
        return cipher;
    }

    /** {@code md5}, {@code sha1}, {@code sha256}, {@code sha384} or {@code sha512}; {@code none} for {@link #NONE}. */
    public String hash() {
        return hash;
    }

    /** A copy; who asks for it overwrites it. */
    public byte[] key() {
        return key.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Encryption that
                && cipher.equals(that.cipher)
                && hash.equals(that.hash)
                && Arrays.equals(key, that.key);
    }

    /** Tells nothing about the key. */
    @Override
    public int hashCode() {
        return 31 * cipher.hashCode() + hash.hashCode();
    }

    @Override
    public String toString() {
        return cipher + "/" + hash;
    }
}
