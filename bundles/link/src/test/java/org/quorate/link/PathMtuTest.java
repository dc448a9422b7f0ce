package org.quorate.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quorate.link.crypto.CryptoCipher;
import org.quorate.link.crypto.CryptoHash;
import org.quorate.link.crypto.CryptoKey;
import org.quorate.link.crypto.CryptoSettings;
import org.quorate.link.crypto.Envelope;

class PathMtuTest {
    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(30);
    private static final long WAIT = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int IPV4 = 28;
    private static final int IPV6 = 48;

    private final Envelope clear = envelope(CryptoCipher.NONE, CryptoHash.NONE);
    private final List<Integer> probes = new ArrayList<>();
    private long now = 1000;

    @Test
    void anUnknownPathTakesWhatEveryPathTakes() {
        assertThat(new PathMtu(IPV4, 0, INTERVAL, now).dataBytes(clear)).isEqualTo(482 + 12);
        var sealed = envelope(CryptoCipher.AES256, CryptoHash.SHA256);
        assertThat(new PathMtu(IPV4, 0, INTERVAL, now).dataBytes(sealed)).isEqualTo(421 + 12);
    }

    /** libknet has 12 bytes less each, as it reckons with the header of a ping. */
    @ParameterizedTest
    @CsvSource({
        "NONE, NONE, 1500, 28, 1446",
        "NONE, SHA1, 1500, 28, 1426",
        "AES256, SHA256, 1500, 28, 1397",
        "AES192, MD5, 1500, 28, 1413",
        "AES256, SHA384, 1500, 28, 1381",
        "AES128, SHA512, 1500, 28, 1365",
        "NONE, NONE, 1500, 48, 1426",
        "NONE, NONE, 1300, 28, 1246"
    })
    void aConfiguredSizeIsUsedWithoutProbes(CryptoCipher cipher, CryptoHash hash, int mtu, int overhead, int libknet) {
        var path = new PathMtu(overhead, mtu, INTERVAL, now);
        path.start(now);
        assertThat(path.dataBytes(envelope(cipher, hash))).isEqualTo(libknet + 12);
        assertThat(path.due(clear, WAIT, now)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"1500, 4", "9000, 6", "65535, 3"})
    void usualPathsAreKnownAfterFewProbesIfTheSystemSaysWhatItTakes(int mtu, int most) {
        var path = start(IPV4);
        search(path, clear, mtu, mtu, 0);
        assertThat(path.bytes()).isEqualTo(mtu);
        assertThat(probes).hasSizeLessThanOrEqualTo(most);
    }

    @ParameterizedTest
    @CsvSource({
        "576, 1500",
        "1280, 1500",
        "1399, 1500",
        "1400, 1500",
        "1401, 1500",
        "1413, 1500",
        "1492, 1500",
        "1500, 9000",
        "1500, 65535",
        "8999, 9000",
        "5000, 9000",
        "20000, 65535",
        "600, 65535"
    })
    void pathsThatSwallowWhatIsTooLargeAreFoundOut(int mtu, int local) {
        var path = start(IPV4);
        search(path, clear, mtu, local, 0);
        assertThat(path.bytes()).isEqualTo(mtu);
        assertThat(probes).hasSizeLessThan(60);
    }

    @Test
    void theCommonOneOf1400IsFoundFasterThanByHalving() {
        var path = start(IPV4);
        search(path, clear, 1400, 1500, 0);
        assertThat(path.dataBytes(clear)).isEqualTo(1346 + 12);
        assertThat(probes.stream().distinct().count()).as("sizes %s", probes).isLessThanOrEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(ints = {IPV4, IPV6})
    void sealedProbesAreAsLongAsTheySay(int overhead) {
        for (var cipher : CryptoCipher.values()) {
            for (var hash : CryptoHash.values()) {
                if (cipher == CryptoCipher.NONE || hash != CryptoHash.NONE) {
                    probes.clear();
                    var envelope = envelope(cipher, hash);
                    var path = start(overhead);
                    search(path, envelope, 1500, 1500, 0);
                    assertThat(path.bytes()).isBetween(1500 - envelope.step() + 1, 1500);
                    for (int size : probes) {
                        assertThat(envelope.sealedBytes(path.probeBytes(envelope, size)) + overhead)
                                .isEqualTo(size);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void lossDoesNotMakeAPathNarrow(long seed) {
        var random = new SplittableRandom(seed);
        int right = 0;
        for (int i = 0; i < 100; i++) {
            var path = start(IPV4);
            search(path, clear, 1500, 1500, 10, random);
            right += path.bytes() == 1500 ? 1 : 0;
        }
        assertThat(right).isGreaterThan(97);
    }

    @Test
    void aPathThatAnswersNothingStaysInUseAndIsAskedAgain() {
        var path = start(IPV4);
        search(path, clear, 0, 65535, 0);
        assertThat(path.isKnown()).isFalse();
        assertThat(path.dataBytes(clear)).isEqualTo(494);
        assertThat(path.deadline() - now).isEqualTo(TimeUnit.SECONDS.toNanos(1));
        now = path.deadline();
        search(path, clear, 1500, 1500, 0);
        assertThat(path.bytes()).isEqualTo(1500);
    }

    @Test
    void aPathThatBecameNarrowIsNoticedWithinSecondsAndAWiderOneWithTheInterval() {
        var path = start(IPV4);
        search(path, clear, 1500, 9000, 0);
        long known = now;
        now = path.deadline();
        assertThat(now - known).isEqualTo(PathMtu.CONFIRM_NANOS);
        probes.clear();
        search(path, clear, 1500, 9000, 0);
        assertThat(probes).containsExactly(1500);
        now = path.deadline();
        search(path, clear, 1400, 9000, 0);
        assertThat(path.bytes()).isEqualTo(1400);
        known = now;
        while (path.bytes() == 1400) {
            now = path.deadline();
            search(path, clear, 9000, 9000, 0);
        }
        assertThat(now - known).isBetween(INTERVAL, INTERVAL + PathMtu.CONFIRM_NANOS);
        assertThat(path.bytes()).isEqualTo(9000);
    }

    @Test
    void aLinkThatComesBackStartsLowAndTriesFirstWhatWasKnown() {
        var path = start(IPV4);
        search(path, clear, 9000, 9000, 0);
        path.start(now);
        assertThat(path.dataBytes(clear)).isEqualTo(494);
        assertThat(path.due(clear, WAIT, now)).isEqualTo(9000);
    }

    @Test
    void answersThatWereNotAskedForChangeNothing() {
        var path = start(IPV4);
        int first = path.due(clear, WAIT, now);
        assertThat(path.answered(9000, now)).isFalse();
        assertThat(path.bytes()).isEqualTo(536);
        assertThat(path.answered(first, now)).isTrue();
        assertThat(path.bytes()).isEqualTo(first);
    }

    @Test
    void aLateAnswerStillCounts() {
        var path = start(IPV4);
        int first = path.due(clear, WAIT, now);
        for (int i = 0; i < PathMtu.ATTEMPTS; i++) {
            now = path.deadline();
            path.due(clear, WAIT, now);
        }
        assertThat(path.answered(first, now)).isTrue();
        assertThat(path.bytes()).isEqualTo(first);
        search(path, clear, 1500, 1500, 0);
        assertThat(path.bytes()).isEqualTo(1500);
    }

    @Test
    void dataThatIsTooLargeForTheSystemMakesPacketsSmallerAtOnce() {
        var path = start(IPV4);
        search(path, clear, 9000, 9000, 0);
        path.tooBig(1500, now);
        assertThat(path.bytes()).isEqualTo(536);
        search(path, clear, 1500, 1500, 0);
        assertThat(path.bytes()).isEqualTo(1500);
        path.tooBig(0, now);
        assertThat(path.bytes()).isEqualTo(536);
        search(path, clear, 1450, 1450, 0);
        assertThat(path.bytes()).isEqualTo(1450);
        path.tooBig(40, now);
        assertThat(path.bytes()).as("what nobody believes").isGreaterThanOrEqualTo(536);
    }

    private PathMtu start(int overhead) {
        var path = new PathMtu(overhead, 0, INTERVAL, now);
        path.start(now);
        return path;
    }

    private void search(PathMtu path, Envelope envelope, int mtu, int local, int lossPercent) {
        search(path, envelope, mtu, local, lossPercent, new SplittableRandom(1));
    }

    /** Lets it probe until it rests, on a path and from a system that take packets up to these sizes. */
    private void search(PathMtu path, Envelope envelope, int mtu, int local, int lossPercent, SplittableRandom random) {
        while (true) {
            int size = path.due(envelope, WAIT, now);
            if (size == 0) {
                return;
            }
            probes.add(size);
            if (size > local) {
                path.tooBig(local, now);
            } else if (size <= mtu && random.nextInt(100) >= lossPercent) {
                path.answered(size, now);
            }
            now = path.deadline();
        }
    }

    private static Envelope envelope(CryptoCipher cipher, CryptoHash hash) {
        return new Envelope(new CryptoSettings(cipher, hash, CryptoKey.of(new byte[128])), new SplittableRandom(1));
    }
}
