package org.quorate.link.compress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ZlibCompressionTest {
    private final ZlibCompression zlib = new ZlibCompression();
    private final byte[] shorter = new byte[65536];
    private final byte[] back = new byte[65536];

    @AfterEach
    void close() {
        zlib.close();
    }

    @Test
    void whatWasCompressedComesBack() {
        var frame = new byte[60_000];
        Arrays.fill(frame, 1000, 2000, (byte) 7);
        for (int level = -1; level <= 9; level++) {
            int length = zlib.compress(frame, frame.length, level, shorter);
            assertThat(zlib.decompress(shorter, 0, length, back)).isEqualTo(frame.length);
            assertThat(Arrays.copyOf(back, frame.length)).isEqualTo(frame);
        }
    }

    @Test
    void itIsAStreamWithAHeader() {
        assertThat(zlib.compress(new byte[500], 500, 6, shorter)).isPositive();
        assertThat(shorter[0]).isEqualTo((byte) 0x78);
    }

    @Test
    void whatIsTooLongSpoiledOrCutIsRefused() {
        var bomb = new byte[1 << 20];
        int length = zlib.compress(bomb, bomb.length, 9, shorter);
        assertThat(zlib.decompress(shorter, 0, length, back)).isEqualTo(-1);
        var random = new SplittableRandom(1);
        var frame = new byte[5000];
        length = zlib.compress(frame, frame.length, 9, shorter);
        assertThat(zlib.decompress(shorter, 0, length - 1, back)).isEqualTo(-1);
        for (int i = 0; i < 10_000; i++) {
            var spoiled = Arrays.copyOf(shorter, length);
            spoiled[random.nextInt(length)] ^= (byte) (1 + random.nextInt(255));
            assertThat(zlib.decompress(spoiled, 0, length, back)).isLessThanOrEqualTo(back.length);
        }
    }

    @Test
    void whatGetsLongerIsNotCompressed() {
        var noise = new byte[65536];
        new SplittableRandom(1).nextBytes(noise);
        assertThat(zlib.compress(noise, noise.length, 9, shorter)).isEqualTo(-1);
    }
}
