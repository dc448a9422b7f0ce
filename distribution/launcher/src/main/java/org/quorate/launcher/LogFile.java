package org.quorate.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

/** A file that always has the same name; when it is full it becomes {@code .1}, and so on up to {@code .4}. */
final class LogFile extends Handler {
    private static final long MAX_BYTES = 10L << 20;
    private static final int OLD_FILES = 4;

    private final Path file;
    private OutputStream out;
    private long bytes;
    private boolean closed;

    LogFile(Path file) throws IOException {
        this.file = file;
        this.out = append(file);
        this.bytes = Files.size(file);
    }

    @Override
    public synchronized void publish(LogRecord record) {
        if (closed || !isLoggable(record)) {
            return;
        }
        try {
            byte[] line = LogLine.of(record).getBytes(UTF_8);
            if (bytes + line.length > MAX_BYTES) {
                rotate();
            }
            out.write(line);
            bytes += line.length;
        } catch (IOException e) {
            reportError(file + " cannot be written", e, java.util.logging.ErrorManager.WRITE_FAILURE);
        }
    }

    private void rotate() throws IOException {
        out.close();
        for (int age = OLD_FILES; age > 0; age--) {
            Path younger = age == 1 ? file : sibling(age - 1);
            if (Files.exists(younger)) {
                Files.move(younger, sibling(age), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        out = append(file);
        bytes = 0;
    }

    private Path sibling(int age) {
        return file.resolveSibling(file.getFileName() + "." + age);
    }

    private static OutputStream append(Path file) throws IOException {
        return Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Each line is written at once; a file that somebody moved away is begun anew. */
    @Override
    public synchronized void flush() {
        if (closed || Files.exists(file)) {
            return;
        }
        try {
            out.close();
            out = append(file);
            bytes = 0;
        } catch (IOException e) {
            reportError(file + " cannot be begun anew", e, java.util.logging.ErrorManager.OPEN_FAILURE);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        try {
            out.close();
        } catch (IOException e) {
            reportError(file + " cannot be closed", e, java.util.logging.ErrorManager.CLOSE_FAILURE);
        }
    }
}
