package org.quorate.status.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogRingTest {
    private static LogEntry entry(int uid, String message) {
        return LogEntry.of(uid, 1000 + uid, 6, "hp1", "root@pam", "test", 1, message);
    }

    private static List<Integer> uids(ByteBuffer ring) throws MalformedLogException {
        return LogRing.decode(ring).stream().map(LogEntry::uid).toList();
    }

    @Test
    void aRingIsReadFromTheNewestToTheOldest() throws MalformedLogException {
        var ring = ByteBuffer.wrap(LogRing.encode(List.of(entry(1, "one"), entry(2, "two"), entry(3, "three"))));
        assertThat(ring.limit()).isEqualTo(131_072);
        assertThat(uids(ring)).containsExactly(3, 2, 1);
    }

    @Test
    void entriesAreAtMultiplesOfEightAndLinkedBothWays() {
        var ring = ByteBuffer.wrap(LogRing.encode(List.of(entry(1, "one"), entry(2, "two"))))
                .order(ByteOrder.LITTLE_ENDIAN);
        int second = 8 + LogRing.room(entry(1, "one"));
        assertThat(ring.getInt(0)).isEqualTo(131_072);
        assertThat(ring.getInt(4)).isEqualTo(second);
        assertThat(ring.getInt(8)).isZero();
        assertThat(ring.getInt(12)).isEqualTo(second);
        assertThat(ring.getInt(second)).isEqualTo(8);
        assertThat(second % 8).isZero();
    }

    @Test
    void anEmptyRingHasNoEntries() throws MalformedLogException {
        assertThat(uids(ByteBuffer.wrap(LogRing.encode(List.of())))).isEmpty();
    }

    /** As one that writes in a circle leaves it: the newest at the beginning, over what was there. */
    @Test
    void aRingWithABreakIsReadToWhereTheNewestHasOverwrittenTheOldest() throws MalformedLogException {
        var ring = ByteBuffer.allocate(LogRing.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0, LogRing.BYTES);
        int room = LogRing.room(entry(1, "0000"));
        int last = 8 + (LogRing.BYTES - 8) / room * room - room;
        int uid = 1;
        for (int at = 8; at <= last; at += room) {
            put(ring, at, entry(uid++, "0000"), at == 8 ? 0 : at - room);
        }
        put(ring, 8, entry(uid++, "new and longer than what was there before it"), last);
        ring.putInt(4, 8);
        var uids = uids(ring);
        assertThat(uids.getFirst()).isEqualTo(uid - 1);
        assertThat(uids.get(1)).isEqualTo(uid - 2);
        assertThat(uids.getLast()).as("1 and 2 are overwritten").isEqualTo(3);
        assertThat(uids).hasSize(uid - 3);
    }

    private static void put(ByteBuffer ring, int at, LogEntry entry, int before) {
        ring.put(at, entry.bytes(), 0, entry.size()).putInt(at, before);
    }

    @Test
    void anotherSizeIsNoRing() {
        assertThatExceptionOfType(MalformedLogException.class)
                .isThrownBy(() -> LogRing.decode(ByteBuffer.allocate(131_072)));
        assertThatExceptionOfType(MalformedLogException.class)
                .isThrownBy(() -> LogRing.decode(ByteBuffer.wrap(LogRing.encode(List.of()), 0, 1000)));
    }

    @Test
    void linksInACircleEnd() throws MalformedLogException {
        var ring = ByteBuffer.wrap(LogRing.encode(List.of(entry(1, "one"), entry(2, "two"), entry(3, "three"))))
                .order(ByteOrder.LITTLE_ENDIAN);
        ring.putInt(8, ring.getInt(4)); // the oldest to the newest
        assertThat(uids(ring)).containsExactly(3, 2, 1);
    }

    @Test
    void anyLinksEndAndNoByteIsReadTwice() throws MalformedLogException {
        var random = new Random(31);
        for (int i = 0; i < 300; i++) {
            var bytes = new byte[LogRing.BYTES];
            random.nextBytes(bytes);
            var ring = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            var entry = entry(i, "x");
            for (int at = 8; at < LogRing.BYTES - entry.size(); at += 8 * random.nextInt(1, 20)) {
                put(ring, at, entry, random.nextInt(LogRing.BYTES / 8) * 8);
            }
            ring.putInt(0, LogRing.BYTES).putInt(4, random.nextInt(LogRing.BYTES / 8) * 8);
            long bytesRead =
                    LogRing.decode(ring).stream().mapToLong(LogEntry::size).sum();
            assertThat(bytesRead).isLessThanOrEqualTo(LogRing.BYTES);
        }
    }
}
