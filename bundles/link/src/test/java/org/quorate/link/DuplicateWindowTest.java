package org.quorate.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DuplicateWindowTest {
    private final DuplicateWindow window = new DuplicateWindow();

    @Test
    void aRealNodeRefusedTheSameOnes() {
        var refused = IntStream.of(1, 1, 2, 3, 2, 5, 4, 5000, 1)
                .filter(sequence -> !receive(sequence))
                .toArray();
        assertThat(refused).containsExactly(1, 2);
    }

    @Test
    void numbersThatWereSkippedAreTakenLater() {
        receive(5000);
        receive(5100);
        assertThat(receive(5050)).isTrue();
        assertThat(receive(5050)).isFalse();
        assertThat(window.last()).isEqualTo(5100);
    }

    @Test
    void theWindowMovesOverTheWrap() {
        for (int sequence = 65000; sequence <= 65535; sequence++) {
            assertThat(receive(sequence)).isTrue();
        }
        for (int sequence = 1; sequence <= 600; sequence++) {
            assertThat(receive(sequence)).isTrue();
        }
        assertThat(receive(65100)).isFalse();
        assertThat(receive(300)).isFalse();
        assertThat(window.last()).isEqualTo(600);
    }

    @Test
    void aJumpBackOrForwardBeginsAnew() {
        receive(1);
        receive(1 + DuplicateWindow.SIZE + 1);
        assertThat(receive(1)).as("forgotten by a jump forward and back").isTrue();
        assertThat(window.last()).isEqualTo(1);
        receive(10_000);
        receive(10_000 - DuplicateWindow.SIZE - 1);
        assertThat(window.last()).isEqualTo(10_000 - DuplicateWindow.SIZE - 1);
        assertThat(receive(10_000)).isTrue();
    }

    @Test
    void aNumberIsADuplicateOnlyIfAllOfItWasReceived() {
        assertThat(window.isNew(7)).isTrue();
        assertThat(window.isNew(7)).isTrue();
        window.received(7);
        assertThat(window.isNew(7)).isFalse();
    }

    @Test
    void afterAWipeTheNextNumberIsTheFirst() {
        receive(2235);
        window.wipe(0);
        assertThat(receive(1)).isTrue();
        assertThat(window.last()).isEqualTo(1);
        window.wipe(16382);
        assertThat(window.last()).isEqualTo(16382);
        assertThat(receive(16382)).isTrue();
    }

    /** Two copies of each, out of order by less than the window, with gaps: each is taken once. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void ofTwoCopiesInAnyOrderOneIsTaken(long seed) {
        var random = new SplittableRandom(seed);
        int count = 200_000;
        var numbers = new int[count];
        var copies = new long[2 * count];
        int sequence = 60_000;
        for (int i = 0; i < count; i++) {
            sequence += random.nextInt(10) == 0 ? 1 + random.nextInt(3) : 1;
            numbers[i] = (sequence - 1) % 65535 + 1;
            copies[2 * i] = (i + random.nextLong(1000)) << Integer.SIZE | i;
            copies[2 * i + 1] = (i + random.nextLong(1000)) << Integer.SIZE | i;
        }
        Arrays.sort(copies);
        var taken = new int[count];
        for (long copy : copies) {
            if (receive(numbers[(int) copy])) {
                taken[(int) copy]++;
            }
        }
        assertThat(taken).containsOnly(1);
    }

    private boolean receive(int sequence) {
        boolean isNew = window.isNew(sequence);
        if (isNew) {
            window.received(sequence);
        }
        return isNew;
    }
}
