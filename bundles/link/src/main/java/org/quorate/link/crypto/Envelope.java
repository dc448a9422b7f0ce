package org.quorate.link.crypto;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;

/**
 * Packets under one key.
 *
 * <pre>
 * cipher and hash | IV, 16 | AES-CBC of the packet, padded with PKCS#7 | HMAC of all before it |
 * hash only       | packet | HMAC of the packet |
 * none            | packet |
 * </pre>
 *
 * A plain packet stands at {@link #AT} in its array. The room before it is for the cipher: with an initial vector of
 * zeros, a first block, the {@link Stamps stamp}, is encrypted to the IV of the wire, and the IV of the wire is decrypted to
 * the stamp. So a cipher is set up once, not once a packet, and no IV can be told in advance. Used by one thread.
 */
public final class Envelope implements AutoCloseable {
    /** Where the plain packet begins. */
    public static final int AT = 16;

    /** What a sealed packet is longer than a plain one, at most. */
    public static final int MOST_OVERHEAD_BYTES = 16 + 16 + 64;

    private static final int BLOCK_BYTES = 16;

    private final CryptoSettings settings;
    private final Consumer<byte[]> stamps;
    private final int block;
    private final int macBytes;
    private final Optional<Cipher> encryption;
    private final Optional<Cipher> decryption;
    private final Optional<Mac> mac;
    private final byte[] computed;

    /**
     * With stamps of its own.
     *
     * @param settings their key is copied
     */
    public Envelope(CryptoSettings settings, RandomGenerator random) {
        this(settings, new Stamps(random)::put);
    }

    /**
     * One of several that one node uses.
     *
     * @param stamps writes another first block each time
     */
    Envelope(CryptoSettings settings, Consumer<byte[]> stamps) {
        this.settings = new CryptoSettings(
                settings.cipher(), settings.hash(), settings.key().copy());
        this.stamps = stamps;
        boolean ciphered = settings.cipher() != CryptoCipher.NONE;
        block = ciphered ? BLOCK_BYTES : 0;
        macBytes = settings.hash().bytes();
        computed = new byte[macBytes];
        try {
            encryption = ciphered ? Optional.of(Cipher.getInstance("AES/CBC/NoPadding")) : Optional.empty();
            decryption = ciphered ? Optional.of(Cipher.getInstance("AES/CBC/NoPadding")) : Optional.empty();
            mac = settings.isClear()
                    ? Optional.empty()
                    : Optional.of(Mac.getInstance(settings.hash().algorithm()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks " + settings.cipher() + " or " + settings.hash(), e);
        }
        useKey();
    }

    private void useKey() {
        try (var cipherKey =
                        new RawKey("AES", settings.key().first(settings.cipher().keyBytes()));
                var macKey = new RawKey(
                        settings.hash().algorithm(),
                        settings.key().first(settings.key().length()))) {
            var iv = new IvParameterSpec(new byte[BLOCK_BYTES]);
            if (encryption.isPresent() && decryption.isPresent()) {
                encryption.get().init(Cipher.ENCRYPT_MODE, cipherKey, iv);
                decryption.get().init(Cipher.DECRYPT_MODE, cipherKey, iv);
            }
            if (mac.isPresent()) {
                mac.get().init(macKey);
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java does not take the key for " + settings.cipher(), e);
        }
    }

    /** Whether what it seals can have a stamp. */
    boolean isStamped() {
        return block > 0;
    }

    /** Whether it is made of these settings, the bytes of the key included. */
    public boolean isOf(CryptoSettings others) {
        return settings.equals(others);
    }

    /** The longest plain packet that, sealed, is not longer than this. */
    public int room(int sealedBytes) {
        if (block == 0) {
            return sealedBytes - macBytes;
        }
        int blocks = sealedBytes - BLOCK_BYTES - macBytes;
        return blocks - blocks % block - 1;
    }

    /** How long a packet of this length is when it is sealed. */
    public int sealedBytes(int plainBytes) {
        int padding = block == 0 ? 0 : block - plainBytes % block;
        return plainBytes + padding + block + macBytes;
    }

    /** Sealed packets have every length, or one of so many. */
    public int step() {
        return Math.max(1, block);
    }

    /** Writes the packet of that length, sealed, and answers how many bytes that took. */
    public int seal(byte[] plain, int length, byte[] out, int at) {
        int end = at;
        try {
            if (encryption.isPresent()) {
                stamps.accept(plain);
                int padding = block - length % block;
                Arrays.fill(plain, AT + length, AT + length + padding, (byte) padding);
                end += encryption.get().doFinal(plain, 0, AT + length + padding, out, at);
            } else {
                System.arraycopy(plain, AT, out, at, length);
                end += length;
            }
            if (mac.isPresent()) {
                mac.get().update(out, at, end - at);
                mac.get().doFinal(out, end);
                end += macBytes;
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a packet of " + length + " bytes cannot be sealed", e);
        }
        return end - at;
    }

    /** Checks and opens a datagram; answers the length of the packet, or -1 if it is not of who has the key. */
    public int open(byte[] sealed, int length, byte[] plain) {
        int body = length - macBytes;
        if (body < 1 || block > 0 && (body % block != 0 || body < 2 * block)) {
            return -1;
        }
        try {
            if (mac.isPresent()) {
                mac.get().update(sealed, 0, body);
                mac.get().doFinal(computed, 0);
                if (!isEqual(sealed, body)) {
                    return -1;
                }
            }
            if (decryption.isEmpty()) {
                System.arraycopy(sealed, 0, plain, AT, body);
                return body;
            }
            decryption.get().doFinal(sealed, 0, body, plain, 0);
            return unpadded(plain, body - AT);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a datagram of " + length + " bytes cannot be opened", e);
        }
    }

    /** How long it takes tells nothing. */
    private boolean isEqual(byte[] sealed, int at) {
        int difference = 0;
        for (int i = 0; i < macBytes; i++) {
            difference |= sealed[at + i] ^ computed[i];
        }
        return difference == 0;
    }

    private static int unpadded(byte[] plain, int length) {
        int padding = plain[AT + length - 1];
        if (padding < 1 || padding > BLOCK_BYTES || padding >= length) {
            return -1;
        }
        for (int i = 2; i <= padding; i++) {
            if (plain[AT + length - i] != padding) {
                return -1;
            }
        }
        return length - padding;
    }

    /** Overwrites the key. It is not used afterwards. */
    @Override
    public void close() {
        settings.key().close();
        useKey();
    }
}
