package org.quorate.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quorate.link.Reassembly.Outcome.COMPLETE;
import static org.quorate.link.Reassembly.Outcome.DUPLICATE;
import static org.quorate.link.Reassembly.Outcome.MALFORMED;
import static org.quorate.link.Reassembly.Outcome.WAITING;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReassemblyTest {
    private final DuplicateWindow window = new DuplicateWindow();
    private final Reassembly reassembly = new Reassembly(window);

    /** A piece of a frame whose bytes follow from their place. */
    private record Piece(int sequence, int fragments, int index, int each, int total) {
        byte[] bytes() {
            int from = (index - 1) * each;
            var bytes = new byte[Math.min(each, total - from)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = byteAt(sequence, from + i);
            }
            return bytes;
        }

        static byte byteAt(int sequence, int place) {
            return (byte) (31 * sequence + place + place / 251);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void framesComeTogetherInAnyOrderWithDuplicates(long seed) {
        var random = new Random(seed);
        int sequence = 65_000;
        for (int round = 0; round < 200; round++) {
            var pieces = new ArrayList<Piece>();
            var totals = new int[4];
            for (int frame = 0; frame < totals.length; frame++) {
                int number = (sequence + frame) % 65536;
                int total = 2 + random.nextInt(Reassembly.MOST_BYTES - 1);
                int each = Math.max(1, Math.max((total + 253) / 254, 1 + random.nextInt(total - 1)));
                int fragments = (total + each - 1) / each;
                totals[frame] = total;
                for (int index = 1; index <= fragments; index++) {
                    pieces.add(new Piece(number, fragments, index, each, total));
                    if (random.nextInt(4) == 0) {
                        pieces.add(new Piece(number, fragments, index, each, total));
                    }
                }
            }
            Collections.shuffle(pieces, random);
            var complete = new ArrayList<Integer>();
            for (var piece : pieces) {
                if (piece.sequence() != 0 && window.isNew(piece.sequence()) && add(piece) == COMPLETE) {
                    complete.add(piece.sequence());
                    check(piece);
                    window.received(piece.sequence());
                }
            }
            assertThat(complete).as("seed %d, round %d", seed, round).doesNotHaveDuplicates();
            assertThat(complete).hasSize((int) pieces.stream()
                    .mapToInt(Piece::sequence)
                    .filter(number -> number != 0)
                    .distinct()
                    .count());
            sequence = (sequence + totals.length) % 65536;
        }
    }

    @Test
    void aFrameThatMissesAFragmentNeverComesAndItsRestIsNotBegunAgain() {
        window.isNew(1);
        for (int index = 1; index <= 9; index++) {
            assertThat(add(new Piece(1, 10, index, 100, 1000))).isEqualTo(WAITING);
        }
        for (int sequence = 2; sequence < 2 + Reassembly.BUFFERS; sequence++) {
            window.isNew(sequence);
            add(new Piece(sequence, 2, 1, 100, 200));
        }
        assertThat(window.isNew(1)).isTrue();
        assertThat(add(new Piece(1, 10, 10, 100, 1000))).isEqualTo(DUPLICATE);
    }

    @Test
    void manyNewerNumbersDoNotTakeAFrameAwayButTheWindowDoes() {
        window.isNew(1);
        add(new Piece(1, 2, 2, 100, 150));
        window.isNew(Reassembly.NEWEST);
        assertThat(add(new Piece(1, 2, 1, 100, 150))).isEqualTo(COMPLETE);
        window.isNew(5000);
        add(new Piece(5000, 2, 2, 100, 150));
        window.isNew(5001 + Reassembly.NEWEST);
        assertThat(add(new Piece(5000, 2, 1, 100, 150))).isEqualTo(DUPLICATE);
    }

    /** The number comes again after 65535 others: nothing of the old frame may get into the new one. */
    @Test
    void afterTheWrapNothingOfAnOldFrameIsLeft() {
        window.isNew(1);
        add(new Piece(1, 2, 1, 100, 150));
        for (int sequence = 2; sequence <= 65535; sequence++) {
            window.isNew(sequence);
        }
        window.isNew(1);
        assertThat(add(new Piece(1, 2, 2, 100, 150))).isEqualTo(WAITING);
        assertThat(add(new Piece(1, 2, 1, 100, 150))).isEqualTo(COMPLETE);
    }

    @Test
    void whatDoesNotFitIsRefusedAndHarmsNothing() {
        var bytes = new byte[Reassembly.MOST_BYTES + 1];
        window.isNew(1);
        assertThat(reassembly.add(1, 255, 1, 0, bytes, 0, 10)).isEqualTo(MALFORMED);
        assertThat(reassembly.add(1, 3, 0, 0, bytes, 0, 10)).isEqualTo(MALFORMED);
        assertThat(reassembly.add(1, 3, 4, 0, bytes, 0, 10)).isEqualTo(MALFORMED);
        assertThat(reassembly.add(1, 3, 1, 0, bytes, 0, 0)).isEqualTo(MALFORMED);
        assertThat(reassembly.add(1, 254, 1, 0, bytes, 0, 300))
                .as("too long in all")
                .isEqualTo(MALFORMED);
        window.isNew(2);
        assertThat(add(new Piece(2, 3, 1, 100, 250))).isEqualTo(WAITING);
        assertThat(reassembly.add(2, 4, 2, 0, bytes, 0, 100))
                .as("another count")
                .isEqualTo(MALFORMED);
        assertThat(reassembly.add(2, 3, 2, 0, bytes, 0, 99))
                .as("another length")
                .isEqualTo(MALFORMED);
        assertThat(reassembly.add(2, 3, 2, 1, bytes, 0, 100)).as("compressed").isEqualTo(MALFORMED);
        assertThat(reassembly.add(2, 3, 3, 0, bytes, 0, 101))
                .as("a last one that is longer")
                .isEqualTo(MALFORMED);
        assertThat(add(new Piece(2, 3, 2, 100, 250))).isEqualTo(WAITING);
        assertThat(add(new Piece(2, 3, 3, 100, 250))).isEqualTo(COMPLETE);
        check(new Piece(2, 3, 3, 100, 250));
    }

    private Reassembly.Outcome add(Piece piece) {
        var bytes = piece.bytes();
        return reassembly.add(piece.sequence(), piece.fragments(), piece.index(), 0, bytes, 0, bytes.length);
    }

    private void check(Piece piece) {
        var frame = reassembly.frame();
        assertThat(frame.remaining()).isEqualTo(piece.total());
        for (int i = 0; i < piece.total(); i++) {
            if (frame.get(i) != Piece.byteAt(piece.sequence(), i)) {
                throw new AssertionError("byte " + i + " of " + piece);
            }
        }
    }
}
