package org.quorate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogStreamTest {
    private static final Logger LOGGER = Logger.getLogger("LogStreamTest");

    private final List<String> records = new ArrayList<>();
    private final Handler recorder = new Handler() {
        @Override
        public void publish(LogRecord line) {
            records.add(line.getLevel() + " " + line.getParameters()[0]);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private final PrintStream stream = new PrintStream(new LogStream(LOGGER.getName()), true, StandardCharsets.UTF_8);

    @BeforeEach
    void listen() {
        LOGGER.setLevel(Level.ALL);
        LOGGER.setUseParentHandlers(false);
        LOGGER.addHandler(recorder);
    }

    @AfterEach
    void listenNoMore() {
        LOGGER.removeHandler(recorder);
    }

    @Test
    void aLevelThatALibraryPrintsIsTheLevelOfTheLine() {
        stream.print("ERROR: a\nWARN : b\n[DEBUG] c\n[ERROR] d: e\nINFO: f\n");
        assertThat(records).containsExactly("SEVERE a", "WARNING b", "FINE c", "SEVERE d: e", "INFO f");
    }

    @Test
    void otherLinesAreInformationAndTracesAreForDebugging() {
        stream.print("ERRORS were found\n\n\tat org.example.Main\n");
        assertThat(records).containsExactly("INFO ERRORS were found", "FINE \tat org.example.Main");
    }
}
