package org.quorate.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.quorate.ring.LinkMatrix.Cell;

class ReportCodecTest {
    private static final List<Cell> CELLS = List.of(
            new Cell(2, 0, true, true, true, true, 1500, 221_000, 12_000, 0.025),
            new Cell(0x8000_0003, 7, false, true, false, true, 1280, 0, 0, 1),
            new Cell(4, 1, true, false, false, false, 0, 0, 0, 0));

    @Test
    void whatIsToldIsWhatIsHeard() throws MalformedReportException {
        assertThat(ReportCodec.decode(ReportCodec.encode(CELLS))).isEqualTo(CELLS);
    }

    @Test
    void theBytesAreThose() {
        var bytes = ReportCodec.encode(CELLS.subList(0, 1));
        assertThat(HexFormat.of().formatHex(bytes.array()))
                .isEqualTo("01000100" + "02000000" + "00" + "0f" + "dc05" + "dd000000" + "0c000000" + "fa00");
    }

    @Test
    void aNumberOfLinksThatIsNotThereIsRefusedBeforeAnythingIsAllocated() {
        var bytes = ReportCodec.encode(CELLS);
        bytes.putShort(2, (short) 0xFFFF);
        assertThatThrownBy(() -> ReportCodec.decode(bytes))
                .isInstanceOf(MalformedReportException.class)
                .hasMessageContaining("65535 links in 54 bytes");
        assertThatThrownBy(() -> ReportCodec.decode(ByteBuffer.allocate(3)))
                .isInstanceOf(MalformedReportException.class);
    }

    @Test
    void spoiledReportsAreReadOrRefusedAndNothingElse() {
        var random = new SplittableRandom(7);
        int refused = 0;
        for (int i = 0; i < 100_000; i++) {
            var bytes = ReportCodec.encode(CELLS);
            for (int spoiled = random.nextInt(1, 4); spoiled > 0; spoiled--) {
                bytes.put(random.nextInt(bytes.limit()), (byte) random.nextInt());
            }
            bytes.limit(random.nextBoolean() ? bytes.limit() : random.nextInt(bytes.limit()));
            try {
                assertThat(ReportCodec.decode(bytes.order(ByteOrder.LITTLE_ENDIAN)))
                        .hasSize(CELLS.size());
            } catch (MalformedReportException _) {
                refused++;
            }
        }
        assertThat(refused).isBetween(50_000, 99_999);
    }
}
