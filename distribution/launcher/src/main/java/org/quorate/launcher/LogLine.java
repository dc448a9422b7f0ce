package org.quorate.launcher;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/** A record as one line: time, level, logger, message. A stack trace follows only where the logger is at DEBUG. */
final class LogLine {
    private static final Formatter PARAMETERS = new SimpleFormatter();

    private LogLine() {}

    static String of(LogRecord record) {
        var text = new StringBuilder(160);
        LocalDateTime time = LocalDateTime.ofInstant(record.getInstant(), ZoneId.systemDefault());
        text.append(time.getYear()).append('-');
        digits(text, time.getMonthValue(), 2).append('-');
        digits(text, time.getDayOfMonth(), 2).append(' ');
        digits(text, time.getHour(), 2).append(':');
        digits(text, time.getMinute(), 2).append(':');
        digits(text, time.getSecond(), 2).append('.');
        digits(text, time.getNano() / 1_000_000, 3).append(' ');
        text.append(level(record.getLevel())).append(' ').append(record.getLoggerName());
        text.append(' ').append(message(record)).append('\n');
        @Nullable Throwable thrown = record.getThrown();
        if (thrown != null
                && Logger.getLogger(String.valueOf(record.getLoggerName())).isLoggable(Level.FINE)) {
            var trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace, true));
            text.append(trace);
        }
        return text.toString();
    }

    /** The message with what was thrown, in one line. */
    static String message(LogRecord record) {
        String message = PARAMETERS.formatMessage(record);
        @Nullable Throwable thrown = record.getThrown();
        if (thrown != null) {
            message = message + ": " + reason(thrown);
        }
        return message.strip().replaceAll("\\s*\\R\\s*", " | ");
    }

    /** The innermost message says what happened; the ones around it only where. */
    private static String reason(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.toString();
    }

    private static String level(Level level) {
        int value = level.intValue();
        return value >= Level.SEVERE.intValue()
                ? "ERROR  "
                : value >= Level.WARNING.intValue()
                        ? "WARNING"
                        : value >= Level.INFO.intValue()
                                ? "INFO   "
                                : value >= Level.FINE.intValue() ? "DEBUG  " : "TRACE  ";
    }

    private static StringBuilder digits(StringBuilder text, int number, int width) {
        String digits = Integer.toString(number);
        return text.repeat('0', width - digits.length()).append(digits);
    }
}
