package org.quorate.launcher;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Where a node's log goes: all of it to {@code log/quorate.log}, warnings and errors to standard error, too. What
 * libraries print to the standard streams becomes log lines.
 */
final class NodeLog {
    private NodeLog() {}

    static void open(Path folder) throws IOException {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.addHandler(new LogFile(folder.resolve("quorate.log")));
        root.addHandler(new StandardError());
        root.setLevel(Level.INFO);
        System.setOut(new PrintStream(new LogStream("stdout"), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new LogStream("stderr"), true, StandardCharsets.UTF_8));
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            var record = new LogRecord(Level.SEVERE, "thread " + thread.getName() + " ended by a failure");
            record.setLoggerName(NodeLog.class.getName());
            record.setThrown(failure);
            root.log(record);
        });
    }

    static void close() {
        for (Handler handler : Logger.getLogger("").getHandlers()) {
            handler.close();
        }
    }

    /** Used instead of the JDK's, which forgets all handlers at the first sign of an end, before the node has stopped. */
    public static final class Manager extends LogManager {
        @Override
        public void reset() {
            // the handlers live as long as the process
        }
    }

    /** Once a node ends itself it has said why; what follows from that is for the file alone. */
    private static final class StandardError extends Handler {
        private final PrintStream stream =
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);

        StandardError() {
            setLevel(Level.WARNING);
        }

        @Override
        public void publish(LogRecord record) {
            if (isLoggable(record) && !NodeProgram.endsItself()) {
                String word =
                        record.getLevel().intValue() >= Level.SEVERE.intValue() ? "quorate: " : "quorate: warning: ";
                stream.println(word + LogLine.message(record));
            }
        }

        @Override
        public void flush() {
            stream.flush();
        }

        @Override
        public void close() {
            stream.flush();
        }
    }
}
