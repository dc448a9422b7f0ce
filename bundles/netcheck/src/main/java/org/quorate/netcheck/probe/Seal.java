package org.quorate.netcheck.probe;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What tells the packets of a check from all others: HMAC-SHA-256 with the key of this one check, its first 16 bytes. */
public final class Seal {
    static final int BYTES = 16;

    private static final String ALGORITHM = "HmacSHA256";

    private final Mac mac;

    /** With a key that only those who take part have. */
    public Seal(byte[] key) {
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks " + ALGORITHM, e);
        }
    }

    /** Of a code that people read to each other; case and dashes do not matter. */
    public static Seal ofCode(String code) {
        var plain = code.replace("-", "").strip().toUpperCase(Locale.ROOT);
        try {
            return new Seal(MessageDigest.getInstance("SHA-256")
                    .digest(("quorate netcheck " + plain).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks SHA-256", e);
        }
    }

    /** Over the first bytes, written behind them. */
    void close(byte[] packet, int length) {
        System.arraycopy(tag(packet, length), 0, packet, length, BYTES);
    }

    boolean holds(byte[] packet, int length) {
        var found = new byte[BYTES];
        System.arraycopy(packet, length, found, 0, BYTES);
        return MessageDigest.isEqual(found, tag(packet, length));
    }

    private byte[] tag(byte[] packet, int length) {
        mac.update(packet, 0, length);
        return Arrays.copyOf(mac.doFinal(), BYTES);
    }
}
