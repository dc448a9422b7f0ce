package org.quorate.link.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EnvelopeTest {
    private static final byte[] PING = hex("01810056 0000 00 3b07000000000000 1bd84a0200000000 0000 01");

    /** A real corosync answered it. */
    private static final byte[] SEALED_PING = hex("000102030405060708090a0b0c0d0e0f b2f0f9389a8b6b87291bade3911352b9"
            + "26bdaaf0a7958f06f4eecc65119ac53b 9c3fa0f0044a3d0827fc61b2edaf421f4cb346b525ecb24f15af56a03e7b14fe");

    private final byte[] plain = new byte[70_000];
    private final byte[] sealed = new byte[70_000];
    private final byte[] opened = new byte[70_000];
    private final RandomGenerator random = new SplittableRandom(1);

    static Stream<CryptoSettings> pairs() {
        return Stream.of(CryptoCipher.values())
                .flatMap(cipher -> Stream.of(CryptoHash.values())
                        .filter(hash -> hash != CryptoHash.NONE || cipher == CryptoCipher.NONE)
                        .map(hash -> new CryptoSettings(cipher, hash, key(256))));
    }

    @Test
    void thePingOfTheCaptureIsOpened() {
        try (var envelope = new Envelope(aes256(256), random)) {
            assertThat(envelope.open(SEALED_PING, SEALED_PING.length, opened)).isEqualTo(PING.length);
            assertThat(Arrays.copyOfRange(opened, Envelope.AT, Envelope.AT + PING.length))
                    .isEqualTo(PING);
        }
    }

    @Test
    void withTheSameIvItIsSealedToTheSameBytes() throws Exception {
        var blocks = Cipher.getInstance("AES/ECB/NoPadding");
        blocks.init(Cipher.DECRYPT_MODE, new SecretKeySpec(bytes(256), 0, 32, "AES"));
        var before = blocks.doFinal(SEALED_PING, 0, 16);
        try (var envelope = new Envelope(aes256(256), first -> System.arraycopy(before, 0, first, 0, before.length))) {
            assertThat(seal(envelope, PING)).isEqualTo(SEALED_PING);
        }
    }

    /** The textbook's way, with a cipher set up for each packet. */
    @ParameterizedTest
    @MethodSource("pairs")
    void whatIsSealedCanBeReadAsTheFormatSaysAndOpened(CryptoSettings settings) throws Exception {
        try (var envelope = new Envelope(settings, random)) {
            for (int length : new int[] {1, 9, 15, 16, 17, 26, 1397, 1424, 65000}) {
                var packet = new byte[length];
                random.nextBytes(packet);
                var bytes = seal(envelope, packet);
                assertThat(bytes).hasSize(envelope.sealedBytes(length));
                assertThat(length).isLessThanOrEqualTo(envelope.room(bytes.length));
                assertThat(textbook(settings, bytes)).isEqualTo(packet);
                assertThat(envelope.open(bytes, bytes.length, opened)).isEqualTo(length);
                assertThat(Arrays.copyOfRange(opened, Envelope.AT, Envelope.AT + length))
                        .isEqualTo(packet);
            }
        }
    }

    private static byte[] textbook(CryptoSettings settings, byte[] sealed) throws Exception {
        int body = sealed.length - settings.hash().bytes();
        if (settings.isClear()) {
            return sealed;
        }
        var mac = Mac.getInstance(settings.hash().algorithm());
        mac.init(new SecretKeySpec(bytes(256), "HMAC"));
        mac.update(sealed, 0, body);
        assertThat(mac.doFinal()).isEqualTo(Arrays.copyOfRange(sealed, body, sealed.length));
        if (settings.cipher() == CryptoCipher.NONE) {
            return Arrays.copyOf(sealed, body);
        }
        var cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(bytes(256), 0, settings.cipher().keyBytes(), "AES"),
                new IvParameterSpec(sealed, 0, 16));
        return cipher.doFinal(sealed, 16, body - 16);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aFlippedBitOrAnotherLengthIsRefused(CryptoSettings settings) {
        if (settings.isClear()) {
            return;
        }
        try (var envelope = new Envelope(settings, random)) {
            var bytes = seal(envelope, PING);
            for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
                bytes[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
                assertThat(envelope.open(bytes, bytes.length, opened)).isEqualTo(-1);
                bytes[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            }
            for (int length = 0; length < bytes.length; length++) {
                assertThat(envelope.open(bytes, length, opened)).isEqualTo(-1);
            }
            assertThat(envelope.open(bytes, bytes.length, opened)).isEqualTo(PING.length);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, NONE, 28, 1446",
        "NONE, SHA1, 28, 1426",
        "AES256, SHA256, 28, 1397",
        "AES192, MD5, 28, 1413",
        "AES256, SHA384, 28, 1381",
        "AES128, SHA512, 28, 1365",
        "NONE, NONE, 48, 1426"
    })
    void theRoomIn1500BytesIsThatOfLibknet(CryptoCipher cipher, CryptoHash hash, int overhead, int libknet) {
        try (var envelope = new Envelope(new CryptoSettings(cipher, hash, key(256)), random)) {
            assertThat(envelope.room(1500 - overhead) - 26).isEqualTo(libknet);
            assertThat(envelope.sealedBytes(envelope.room(1500 - overhead)))
                    .isBetween(1500 - overhead - envelope.step() + 1, 1500 - overhead);
        }
    }

    @ParameterizedTest
    @CsvSource({"AES256, SHA256, 26, 80", "AES256, SHA256, 9, 64", "NONE, SHA1, 26, 46"})
    void sealedPacketsAreAsLongAsThoseOfLibknet(CryptoCipher cipher, CryptoHash hash, int length, int expected) {
        try (var envelope = new Envelope(new CryptoSettings(cipher, hash, key(256)), random)) {
            assertThat(envelope.sealedBytes(length)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"128", "200", "256", "300", "4096"})
    void theWholeKeyCounts(int length) {
        var other = bytes(length);
        other[length - 1]++;
        try (var envelope = new Envelope(aes256(length), random);
                var stranger = new Envelope(
                        new CryptoSettings(CryptoCipher.AES256, CryptoHash.SHA256, CryptoKey.of(other)), random)) {
            var bytes = seal(envelope, PING);
            assertThat(envelope.open(bytes, bytes.length, opened)).isEqualTo(PING.length);
            assertThat(stranger.open(bytes, bytes.length, opened)).isEqualTo(-1);
        }
    }

    @Test
    void shortKeysAreRefusedAndLongOnesCut() {
        assertThatThrownBy(() -> CryptoKey.of(bytes(127)))
                .hasMessageContaining("127")
                .hasMessageContaining("128");
        assertThat(CryptoKey.of(bytes(5000))).isEqualTo(CryptoKey.of(bytes(4096)));
        assertThatThrownBy(() -> new CryptoSettings(CryptoCipher.AES128, CryptoHash.NONE, key(128)))
                .hasMessageContaining("crypto_hash");
    }

    @Test
    void noTextTellsTheKeyAndAClosedOneIsZeros() {
        var key = CryptoKey.of(bytes(128));
        var settings = new CryptoSettings(CryptoCipher.AES128, CryptoHash.SHA1, key);
        assertThat(List.of(key, settings, new Envelope(settings, random)).toString())
                .doesNotContain(HexFormat.of().formatHex(bytes(128), 1, 4))
                .doesNotContain("1, 2, 3");
        key.close();
        assertThat(key.first(128)).containsOnly(0);
    }

    @Test
    void anIvIsNeverTheSame() {
        try (var envelope = new Envelope(aes256(256), random)) {
            var seen = Stream.generate(() -> HexFormat.of().formatHex(seal(envelope, PING), 0, 16))
                    .limit(1000)
                    .distinct();
            assertThat(seen).hasSize(1000);
        }
    }

    private byte[] seal(Envelope envelope, byte[] packet) {
        System.arraycopy(packet, 0, plain, Envelope.AT, packet.length);
        return Arrays.copyOfRange(sealed, 3, 3 + envelope.seal(plain, packet.length, sealed, 3));
    }

    private static CryptoSettings aes256(int keyBytes) {
        return new CryptoSettings(CryptoCipher.AES256, CryptoHash.SHA256, key(keyBytes));
    }

    private static CryptoKey key(int length) {
        return CryptoKey.of(bytes(length));
    }

    private static byte[] bytes(int length) {
        var bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }
}
