package org.quorate.status.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.quorate.status.log.LogEntry;

/** Messages as other members of the group send them. */
class MessagesTest {
    private static byte[] message(Frame frame) {
        var bytes = new ByteArrayOutputStream();
        for (var part : FrameCodec.encode(frame)) {
            var copy = new byte[part.remaining()];
            part.get(copy);
            bytes.writeBytes(copy);
        }
        return bytes.toByteArray();
    }

    private static String hex(byte[] bytes, int from, int to) {
        return HexFormat.ofDelimiter(" ").formatHex(bytes, from, to);
    }

    private static Telling telling(byte[] message) throws MalformedException {
        return TellingCodec.decode((Frame.Normal) FrameCodec.decode(ByteBuffer.wrap(message)));
    }

    @Test
    void aValueHasAKeyOf256BytesBeforeIt() throws MalformedException {
        var value = new Telling.Value("tasklist", "{}".getBytes(StandardCharsets.UTF_8));
        var bytes = message(TellingCodec.encode(value, 0x11223344, 5));
        assertThat(bytes).hasSize(24 + 256 + 2);
        assertThat(hex(bytes, 0, 24))
                .isEqualTo("00 00 01 00 00 00 00 00 44 33 22 11 00 00 00 00 05 00 00 00 00 00 00 00");
        assertThat(hex(bytes, 24, 34)).isEqualTo("74 61 73 6b 6c 69 73 74 00 00");
        var read = (Telling.Value) telling(bytes);
        assertThat(read.key()).isEqualTo("tasklist");
        assertThat(read.value()).isEqualTo(value.value());
    }

    @Test
    void anEntryOfTheLogIsTheBodyOfItsMessage() throws MalformedException {
        var entry = LogEntry.of(1, 2, 6, "hp1", "root", "cluster", 3, "starting cluster log");
        var bytes = message(TellingCodec.encode(new Telling.Happened(entry), 2, 1));
        assertThat(hex(bytes, 0, 4)).isEqualTo("00 00 03 00");
        assertThat(bytes).hasSize(24 + 48 + 4 + 5 + 8 + 21);
        assertThat(((Telling.Happened) telling(bytes)).entry().message()).isEqualTo("starting cluster log");
    }

    @Test
    void anExchangeIsBegunAndAnsweredWithItsEpoch() throws MalformedException {
        var epoch = new Epoch(1, 2, 3, 4);
        var begin = message(new Frame.SyncStart(9, epoch));
        assertThat(hex(begin, 0, 32))
                .isEqualTo("01 00 00 00 00 00 00 00 09 00 00 00 00 00 00 00 "
                        + "01 00 00 00 02 00 00 00 03 00 00 00 04 00 00 00");
        assertThat(FrameCodec.decode(ByteBuffer.wrap(begin))).isEqualTo(new Frame.SyncStart(9, epoch));
        var state = message(new Frame.State(9, epoch, ByteBuffer.wrap(new byte[] {5})));
        assertThat(hex(state, 0, 2) + " " + hex(state, 32, 33)).isEqualTo("02 00 05");
        assertThat(FrameCodec.decode(ByteBuffer.wrap(state)))
                .isEqualTo(new Frame.State(9, epoch, ByteBuffer.wrap(new byte[] {5})));
    }

    @Test
    void otherVersionsAndKindsAreToldApart() throws MalformedException {
        var begin = message(new Frame.SyncStart(9, new Epoch(1, 2, 3, 4)));
        begin[4] = 1;
        assertThat(FrameCodec.decode(ByteBuffer.wrap(begin))).isEqualTo(new Frame.Foreign(1));
        begin[4] = 0;
        begin[0] = 5;
        assertThat(FrameCodec.decode(ByteBuffer.wrap(begin))).isEqualTo(new Frame.Meaningless(5));
        var value = message(TellingCodec.encode(new Telling.Value("k", new byte[1]), 1, 1));
        value[2] = 2; // a kind that nobody uses
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> telling(value));
    }

    @Test
    void valuesThatAreTooLargeOrHaveNoKeyAreRefused() {
        var value =
                message(TellingCodec.encode(new Telling.Value("k", new byte[TellingCodec.MAX_VALUE_BYTES + 1]), 1, 1));
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> telling(value));
        var nameless = message(TellingCodec.encode(new Telling.Value("k", new byte[1]), 1, 1));
        nameless[24] = 0;
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> telling(nameless));
    }

    @Test
    void anyBytesAreReadOrRefused() {
        var random = new Random(5);
        int read = 0;
        for (int i = 0; i < 100_000; i++) {
            var bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            if (bytes.length > 8) {
                bytes[0] = (byte) random.nextInt(8);
                bytes[1] = 0;
                bytes[2] = (byte) random.nextInt(4);
                bytes[3] = 0;
                bytes[4] = bytes[5] = bytes[6] = bytes[7] = 0;
            }
            try {
                if (FrameCodec.decode(ByteBuffer.wrap(bytes)) instanceof Frame.Normal normal) {
                    TellingCodec.decode(normal);
                    read++;
                }
            } catch (MalformedException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
        assertThat(read).isPositive();
    }
}
