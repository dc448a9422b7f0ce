package org.quorate.launcher.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.quorate.launcher.Reason;
import org.quorate.launcher.StartException;

/**
 * Writers on a folder, one thread each, with one operation outstanding; every operation is timed. Each makes at least one,
 * however late its thread gets a processor.
 *
 * @param perSecond operations of all writers together
 * @param millis of each, ascending
 */
record FileLoad(double perSecond, List<Double> millis) {
    static final int SIZE_BYTES = 200;

    /** What a writer does again and again. Written is by one write, as an editor of small files does. */
    enum Operation {
        /** A new file each time, which must not be there. */
        CREATE("create"),
        /** Always the same file, one for each writer: opened with truncation, written, closed. */
        OVERWRITE("overwrite"),
        /** A temporary file, which then takes the place of the file. */
        REPLACE("write temporary + rename");

        private final String text;

        Operation(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }

        private void once(Path folder, int writer, int turn) throws IOException {
            Path file = folder.resolve(name().toLowerCase(Locale.ROOT) + writer);
            switch (this) {
                case CREATE ->
                    write(
                            file.resolveSibling(file.getFileName() + "." + turn),
                            StandardOpenOption.CREATE_NEW,
                            StandardOpenOption.WRITE);
                case OVERWRITE -> overwrite(file);
                case REPLACE -> {
                    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
                    overwrite(temporary);
                    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
                }
            }
        }

        private static void overwrite(Path file) throws IOException {
            write(file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        }

        private static void write(Path file, OpenOption... options) throws IOException {
            try (var channel = FileChannel.open(file, options)) {
                channel.write(ByteBuffer.allocate(SIZE_BYTES));
            }
        }
    }

    /**
     * Makes the folder and works in it.
     *
     * @throws StartException for the first operation that fails
     */
    static FileLoad run(Path folder, Operation operation, int writers, Duration time)
            throws StartException, InterruptedException {
        try (var threads = Executors.newFixedThreadPool(writers)) {
            Files.createDirectories(folder);
            long beganNanos = System.nanoTime();
            long endNanos = beganNanos + time.toNanos();
            List<Future<long[]>> futures = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                int number = writer;
                futures.add(threads.submit(() -> write(folder, operation, number, endNanos)));
            }
            List<Double> millis = new ArrayList<>();
            for (Future<long[]> future : futures) {
                Arrays.stream(future.get()).forEach(nanos -> millis.add(nanos / 1e6));
            }
            double took = (System.nanoTime() - beganNanos) / 1e9;
            return new FileLoad(millis.size() / took, millis.stream().sorted().toList());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failed) {
                throw StartException.environment(operation.text() + " in " + folder + ": " + Reason.of(failed));
            }
            throw new IllegalStateException(e.getCause());
        } catch (IOException e) {
            throw StartException.environment(folder + ": " + Reason.of(e));
        }
    }

    private static long[] write(Path folder, Operation operation, int writer, long endNanos) throws IOException {
        long[] nanos = new long[1024];
        int count = 0;
        long now = System.nanoTime();
        do {
            operation.once(folder, writer, count);
            long after = System.nanoTime();
            if (count == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * count);
            }
            nanos[count++] = after - now;
            now = after;
        } while (now - endNanos < 0);
        return Arrays.copyOf(nanos, count);
    }
}
