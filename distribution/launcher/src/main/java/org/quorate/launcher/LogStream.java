package org.quorate.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/** What is printed to a standard stream, line by line in the log. The lines of a stack trace are for DEBUG. */
final class LogStream extends OutputStream {
    /** A program that never ends its line must not fill the memory. */
    private static final int MAX_LINE_BYTES = 4096;

    private static final Pattern LABELLED =
            Pattern.compile("\\[?(ERROR|WARN|WARNING|INFO|DEBUG|TRACE)(?:\\]|\\s*:) +(.*)");

    private final Logger log;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    LogStream(String name) {
        this.log = Logger.getLogger(name);
    }

    @Override
    public synchronized void write(int b) {
        if (b == '\n' || line.size() >= MAX_LINE_BYTES) {
            String text = line.toString(UTF_8).stripTrailing();
            line.reset();
            publish(text);
        }
        if (b != '\n' && b != '\r') {
            line.write(b);
        }
    }

    /** Libraries without a log put the level before the text. */
    private void publish(String text) {
        var labelled = LABELLED.matcher(text);
        if (labelled.matches()) {
            log.log(level(labelled.group(1)), "{0}", labelled.group(2));
        } else if (!text.isEmpty()) {
            boolean trace = text.startsWith("\tat ") || text.startsWith("\t... ");
            log.log(trace ? Level.FINE : Level.INFO, "{0}", text);
        }
    }

    private static Level level(String label) {
        return switch (label) {
            case "ERROR" -> Level.SEVERE;
            case "WARN", "WARNING" -> Level.WARNING;
            case "INFO" -> Level.INFO;
            default -> Level.FINE;
        };
    }
}
