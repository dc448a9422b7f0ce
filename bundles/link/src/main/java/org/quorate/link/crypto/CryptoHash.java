package org.quorate.link.crypto;

/** {@code totem.crypto_hash}. */
public enum CryptoHash {
    NONE("", 0),
    MD5("HmacMD5", 16),
    SHA1("HmacSHA1", 20),
    SHA256("HmacSHA256", 32),
    SHA384("HmacSHA384", 48),
    SHA512("HmacSHA512", 64);

    private final String algorithm;
    private final int bytes;

    CryptoHash(String algorithm, int bytes) {
        this.algorithm = algorithm;
        this.bytes = bytes;
    }

    /** Its name in the JDK. */
    String algorithm() {
        return algorithm;
    }

    /** How long it is in a packet. */
    int bytes() {
        return bytes;
    }
}
