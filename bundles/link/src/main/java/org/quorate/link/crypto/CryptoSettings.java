package org.quorate.link.crypto;

/** What packets are enveloped with. */
public record CryptoSettings(CryptoCipher cipher, CryptoHash hash, CryptoKey key) {
    /** Packets go in the clear. */
    public static final CryptoSettings NONE = new CryptoSettings(CryptoCipher.NONE, CryptoHash.NONE, CryptoKey.none());

    public CryptoSettings {
        if (hash == CryptoHash.NONE && cipher != CryptoCipher.NONE) {
            throw new IllegalArgumentException("crypto_cipher without crypto_hash; set crypto_hash");
        }
        if (hash != CryptoHash.NONE && key.length() < CryptoKey.LEAST_BYTES) {
            throw new IllegalArgumentException("crypto_hash without a key");
        }
        if (hash == CryptoHash.NONE) {
            key = CryptoKey.none();
        }
    }

    public boolean isClear() {
        return hash == CryptoHash.NONE;
    }
}
