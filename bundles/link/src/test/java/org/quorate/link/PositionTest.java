package org.quorate.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PositionTest {
    private static final Position POSITION = new Position(65535, 1L << 47, 77, new TreeSet<>(List.of(1, 2, 65535)));

    @Test
    void asBytesItIsReadAgain() {
        assertThat(Position.of(POSITION.toBytes())).contains(POSITION);
    }

    @Test
    void whatALaterVersionHasBehindIsPassedOver() {
        var longer = Arrays.copyOf(POSITION.toBytes(), POSITION.toBytes().length + 9);
        assertThat(Position.of(longer)).contains(POSITION);
    }

    @Test
    void otherBytesAreNone() {
        var bytes = POSITION.toBytes();
        for (int length = 0; length < bytes.length; length++) {
            assertThat(Position.of(Arrays.copyOf(bytes, length))).isEmpty();
        }
    }
}
