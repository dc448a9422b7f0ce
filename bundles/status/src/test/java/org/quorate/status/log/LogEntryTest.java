package org.quorate.status.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogEntryTest {
    private static final String MESSAGE = "starting task UPID:hp1:001";

    private static LogEntry entry(String message) {
        return LogEntry.of(7, 1_700_000_000, 6, "hp1", "root@pam", "pvedaemon", 4711, message);
    }

    @Test
    void anEntryHasTheSizeAndTheHashesThatPmxcfsGivesIt() {
        var entry = entry(MESSAGE.substring(0, 25)); // 26 bytes with its NUL
        assertThat(entry.size()).isEqualTo(97);
        assertThat(Long.toHexString(entry.nodeDigest())).isEqualTo("ad2901cc2b3b7f14");
        assertThat(String.format("%016x", entry.userDigest())).isEqualTo("0bf69a5dbf95bb61");
    }

    @Test
    void theFieldsStandWhereTheyStandOnTheWire() {
        var bytes = entry("hello").bytes().order(ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes.getLong(0)).isZero();
        assertThat(bytes.getInt(8)).isEqualTo(7);
        assertThat(bytes.getInt(12)).isEqualTo(1_700_000_000);
        assertThat(bytes.getInt(32)).isEqualTo(4711);
        assertThat(bytes.getInt(36)).isEqualTo(0x0A_09_04_06);
        assertThat(bytes.getInt(40)).isEqualTo(6);
        var strings = new byte[29];
        bytes.get(44, strings);
        assertThat(new String(strings, StandardCharsets.US_ASCII)).isEqualTo("hp1\0root@pam\0pvedaemon\0hello\0");
        assertThat(bytes.limit()).isEqualTo(44 + 29 + 4);
    }

    @Test
    void whatIsReadIsWhatWasWritten() throws MalformedLogException {
        var written = entry("\"quoted\", a\\b, Grüße, 😀");
        var read = LogEntry.decode(written.bytes());
        assertThat(read.message()).isEqualTo("\"quoted\", a\\b, Grüße, 😀");
        assertThat(read.node()).isEqualTo("hp1");
        assertThat(read.user()).isEqualTo("root@pam");
        assertThat(read.tag()).isEqualTo("pvedaemon");
        assertThat(read.pid()).isEqualTo(4711);
        assertThat(read.priority()).isEqualTo(6);
        assertThat(read.bytes()).isEqualTo(written.bytes());
    }

    @Test
    void whatIsTooLongIsCutBetweenCharacters() throws MalformedLogException {
        var long400 = "ä".repeat(400);
        var entry = LogEntry.decode(LogEntry.of(1, 2, 9, long400, "root", "tag", 1, "\"".repeat(9000))
                .bytes());
        assertThat(entry.size()).isLessThanOrEqualTo(LogEntry.MAX_BYTES);
        assertThat(entry.node()).isEqualTo("ä".repeat(127));
        assertThat(entry.priority()).isEqualTo(7);
        assertThat(entry.message()).matches("\"{1700,}");
    }

    @Test
    void messagesAreStoredAsPmxcfsPrintsThem() {
        assertThat(LogText.stored("a\"b\n\u007f ü \\ \uD83D\uDE00", 1000))
                .isEqualTo("a\\\"b#010#127 \\u00fc \\ \\ud83d\\ude00");
        assertThat(LogText.shown("\\u00fc \\x \\u00g \\\" \\")).isEqualTo("ü \\x \\u00g \" \\");
    }

    @Test
    void lengthsThatDoNotMatchTheMessageAreRefused() {
        var bytes = new byte[97];
        entry(MESSAGE.substring(0, 25)).bytes().get(bytes);
        refused(ByteBuffer.wrap(bytes, 0, 96));
        refused(ByteBuffer.wrap(bytes, 0, 40));
        bytes[40]++;
        refused(ByteBuffer.wrap(bytes));
        bytes[40]--;
        bytes[47] = 'x'; // the NUL of the node
        refused(ByteBuffer.wrap(bytes));
        bytes[47] = 0;
        bytes[43] = (byte) 0x80; // a message of two gigabytes
        refused(ByteBuffer.wrap(bytes));
    }

    private static void refused(ByteBuffer bytes) {
        assertThatExceptionOfType(MalformedLogException.class).isThrownBy(() -> LogEntry.decode(bytes));
    }

    @Test
    void anyBytesAreAnEntryOrAreRefused() {
        var random = new Random(13);
        int read = 0;
        for (int i = 0; i < 200_000; i++) {
            var bytes = new byte[97];
            entry(MESSAGE.substring(0, 25)).bytes().get(bytes);
            for (int n = random.nextInt(4); n >= 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                var entry = LogEntry.decode(ByteBuffer.wrap(bytes));
                assertThat(entry.node() + entry.user() + entry.tag() + entry.message())
                        .hasSizeLessThan(97);
                read++;
            } catch (MalformedLogException e) {
                assertThat(e).hasMessageContaining("log entry");
            }
        }
        assertThat(read).isBetween(10_000, 190_000);
    }
}
