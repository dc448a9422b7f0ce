package org.quorate.launcher.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.quorate.launcher.Reason;
import org.quorate.launcher.StartException;

/**
 * What the disk under the homes costs: no change of a file that is forced to disk before it is answered can be faster.
 *
 * @param fileSystem its type, {@code ext4}
 * @param millis of each forced write of 4 KiB to a file that grows, as a journal does; ascending
 */
record DiskFloor(String fileSystem, List<Double> millis) {
    private static final int WRITES = 100;
    private static final int WRITE_BYTES = 4096;

    static DiskFloor of(Path folder) throws StartException {
        Path file = folder.resolve("disk-floor");
        List<Double> millis = new ArrayList<>();
        try (var channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
            for (int i = 0; i < WRITES; i++) {
                long beganNanos = System.nanoTime();
                channel.write(ByteBuffer.allocate(WRITE_BYTES));
                channel.force(true);
                millis.add((System.nanoTime() - beganNanos) / 1e6);
            }
            return new DiskFloor(
                    Files.getFileStore(folder).type(), millis.stream().sorted().toList());
        } catch (IOException e) {
            throw StartException.environment(file + ": " + Reason.of(e) + "; choose another --dir");
        }
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s, a forced write of 4 KiB takes p50 %.2f ms, p99 %.2f ms",
                fileSystem,
                Statistics.quantile(millis, 0.5).orElse(0),
                Statistics.quantile(millis, 0.99).orElse(0));
    }
}
