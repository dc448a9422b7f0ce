package org.quorate.compression.zstd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.quorate.link.compress.Compression;

class ZstdCompressionTest {
    private static final int MOST_BYTES = 65536;

    private final byte[] in = new byte[MOST_BYTES];
    private final byte[] shorter = new byte[MOST_BYTES];
    private final byte[] out = new byte[MOST_BYTES];
    private final SplittableRandom random = new SplittableRandom(1);
    private final Compression compression = new ZstdCompression();

    @Test
    void framesOfAllLengthsComeBack() {
        for (int length : new int[] {1, 13, 100, 1400, 60_000, MOST_BYTES}) {
            for (int level : new int[] {Integer.MIN_VALUE, -1, 0, 1, 9, 19, Integer.MAX_VALUE}) {
                fill(length);
                int bytes = compression.compress(in, length, level, shorter);
                if (bytes > 0) {
                    assertThat(compression.decompress(shorter, 0, bytes, out)).isEqualTo(length);
                    assertThat(Arrays.equals(in, 0, length, out, 0, length)).isTrue();
                }
                assertThat(bytes).isLessThan(level < 0 || length < 1000 ? MOST_BYTES : length / 2);
            }
        }
    }

    @Test
    void whatDoesNotGetShorterThanThereIsRoomIsNotWritten() {
        random.nextBytes(in);
        assertThat(compression.compress(in, MOST_BYTES, 0, shorter)).isEqualTo(-1);
    }

    @Test
    void whatWouldBecomeLongerThanAFrameIsRefused() {
        var zeros = new byte[10 << 20];
        int bytes = compression.compress(zeros, zeros.length, 0, shorter);
        assertThat(bytes).isPositive();
        assertThat(compression.decompress(shorter, 0, bytes, out)).isEqualTo(-1);
    }

    @Test
    void spoiledFramesAreRefusedOrGiveOtherBytes() {
        fill(5000);
        int bytes = compression.compress(in, 5000, 0, shorter);
        for (int round = 0; round < 20_000; round++) {
            var spoiled = Arrays.copyOf(shorter, random.nextInt(bytes + 1));
            for (int i = random.nextInt(4); i > 0 && spoiled.length > 0; i--) {
                spoiled[random.nextInt(spoiled.length)] = (byte) random.nextInt();
            }
            assertThat(compression.decompress(spoiled, 0, spoiled.length, out)).isBetween(-1, MOST_BYTES);
        }
    }

    /** Half of it repeats itself. */
    private void fill(int length) {
        for (int at = 0; at < length; at++) {
            in[at] = at % 64 == 0 ? (byte) random.nextInt() : (byte) (at % 8);
        }
    }
}
