package org.quorate.link.crypto;

/** {@code totem.crypto_cipher}. */
public enum CryptoCipher {
    NONE(0),
    AES128(16),
    AES192(24),
    AES256(32);

    private final int keyBytes;

    CryptoCipher(int keyBytes) {
        this.keyBytes = keyBytes;
    }

    /** How much of the key it takes. */
    int keyBytes() {
        return keyBytes;
    }
}
