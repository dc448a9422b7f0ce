package org.quorate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
    /** Here, because the log manager forgets loggers that nobody else knows. */
    private static final Logger LOGGER = Logger.getLogger("test.stream");

    @TempDir
    Path folder;

    @Test
    void aRecordIsOneLineWhateverItsMessageHas() throws IOException {
        Path file = folder.resolve("quorate.log");
        var log = new LogFile(file);
        log.publish(record(Level.WARNING, "first\n  second", new IOException("disk full")));
        log.publish(record(Level.INFO, "third", null));
        log.close();
        assertThat(Files.readAllLines(file))
                .hasSize(2)
                .first()
                .asString()
                .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} WARNING the.logger first \\| second:"
                        + " java.io.IOException: disk full");
    }

    @Test
    void theInnermostCauseIsTold() {
        var thrown = new IllegalStateException("around", new IOException("within"));
        assertThat(LogLine.message(record(Level.SEVERE, "failed", thrown)))
                .isEqualTo("failed: java.io.IOException: within");
    }

    @Test
    void aFullFileIsPutAsideUnderANumber() throws IOException {
        Path file = folder.resolve("quorate.log");
        String long_ = "x".repeat(1 << 20);
        var log = new LogFile(file);
        for (int i = 0; i < 65; i++) {
            log.publish(record(Level.INFO, long_, null));
        }
        log.close();
        assertThat(Files.list(folder).map(path -> path.getFileName().toString()))
                .containsExactlyInAnyOrder(
                        "quorate.log", "quorate.log.1", "quorate.log.2", "quorate.log.3", "quorate.log.4");
        assertThat(Files.size(folder.resolve("quorate.log.4"))).isLessThanOrEqualTo(10L << 20);
    }

    @Test
    void whatALibraryPrintsBecomesLinesAndItsTracesAreForDebug() {
        List<LogRecord> records = new ArrayList<>();
        var handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                records.add(record);
            }

            @Override
            public void flush() {
                // nothing is kept
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
        LOGGER.setUseParentHandlers(false);
        LOGGER.setLevel(Level.ALL);
        LOGGER.addHandler(handler);
        var stream = new PrintStream(new LogStream(LOGGER.getName()), true, StandardCharsets.UTF_8);
        stream.print("half ");
        stream.println("and half");
        stream.println("ERROR: it broke");
        stream.println("\tat somewhere(Some.java)");
        assertThat(records)
                .extracting(LogLine::message)
                .containsExactly("half and half", "it broke", "at somewhere(Some.java)");
        assertThat(records).extracting(LogRecord::getLevel).containsExactly(Level.INFO, Level.SEVERE, Level.FINE);
    }

    private static LogRecord record(Level level, String message, @Nullable Throwable thrown) {
        var record = new LogRecord(level, message);
        record.setLoggerName("the.logger");
        record.setThrown(thrown);
        return record;
    }
}
