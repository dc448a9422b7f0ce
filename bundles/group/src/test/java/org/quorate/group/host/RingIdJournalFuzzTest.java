package org.quorate.group.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands in the file, the node starts, and with a number that the others can catch up with. */
class RingIdJournalFuzzTest {
    private static final int FILES = Boolean.getBoolean("quorate.long") ? 10_000 : 200;

    @TempDir
    Path state;

    private final Logger log = Logger.getLogger(RingIdJournal.class.getName());
    private Path file = Path.of("");

    /** A line for each damaged file is right, and not wanted here. */
    @BeforeEach
    void place() {
        file = state.resolve("ringid_1");
        log.setLevel(Level.OFF);
    }

    @AfterEach
    void speakAgain() {
        log.setLevel(null);
    }

    @Test
    void aDamagedFileIsIgnoredAndWrittenAnew() throws IOException {
        var random = new Random(1);
        for (int i = 0; i < FILES; i++) {
            var bytes = new byte[random.nextInt(20)];
            random.nextBytes(bytes);
            for (int top = 7; top > random.nextInt(8) && top < bytes.length; top--) {
                bytes[top] = 0;
            }
            Files.write(file, bytes);
            try (var journal = new RingIdJournal(state, 1)) {
                long sequence = journal.read();
                assertThat(sequence).isBetween(0L, 1L << 48);
                journal.write(sequence + 4);
                assertThat(journal.read()).isEqualTo(sequence + 4);
            }
        }
    }

    @Test
    void whatWasStoredComesBack() throws IOException {
        try (var journal = new RingIdJournal(state, 1)) {
            assertThat(journal.read()).isZero();
            journal.write(0x1234_5678_9ABCL);
        }
        try (var journal = new RingIdJournal(state, 1)) {
            assertThat(journal.read()).isEqualTo(0x1234_5678_9ABCL);
        }
    }
}
