package org.quorate.clusterfs.fuse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * What the mount itself costs: a tree in memory answers at once, so that all the time is the kernel's and the mount's.
 * Arguments: an empty folder, and the seconds for each operation; with 0 seconds it stays mounted until its input ends, so
 * that other programs can measure.
 */
public final class MountBench {
    private static final int MAX_SAMPLES = 2_000_000;
    private static final ByteBuffer CONTENT = ByteBuffer.allocateDirect(200);

    private interface Operation {
        void run(int i) throws IOException;
    }

    private MountBench() {}

    /** See above. */
    public static void main(String[] arguments) throws Exception {
        var folder = Path.of(arguments[0]);
        int seconds = Integer.parseInt(arguments[1]);
        var tree = new InMemoryTree();
        var trees = new Trees(Duration.ofSeconds(5));
        trees.arrived(tree);
        try (var session = MountSession.open(folder, trees, Settings.of(0, 0, Duration.ofSeconds(5)))) {
            tree.tell(session.listener());
            if (seconds == 0) {
                System.in.transferTo(System.out);
                return;
            }
            for (int round = 0; round < 3; round++) {
                var bed = Files.createDirectory(folder.resolve("round" + round));
                measure("create", seconds, i -> write(bed.resolve("c" + i), StandardOpenOption.CREATE_NEW));
                measure("overwrite", seconds, i -> overwrite(bed.resolve("o")));
                measure("replace", seconds, i -> replace(bed.resolve("r.tmp"), bed.resolve("r")));
                measure("read", seconds, i -> read(bed.resolve("o")));
                measure("stat", seconds, i -> Files.size(bed.resolve("o")));
            }
        }
    }

    private static void measure(String name, int seconds, Operation operation) throws IOException {
        long[] samples = new long[MAX_SAMPLES];
        int count = 0;
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        for (long before = System.nanoTime(); before < end && count < MAX_SAMPLES; count++) {
            operation.run(count);
            long after = System.nanoTime();
            samples[count] = after - before;
            before = after;
        }
        Arrays.sort(samples, 0, count);
        System.out.printf(
                "%-10s %8d/s  p50 %6.1f us  p99 %7.1f us%n",
                name, count / seconds, samples[count / 2] / 1e3, samples[(int) (count * 0.99)] / 1e3);
    }

    private static void overwrite(Path file) throws IOException {
        write(file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    private static void replace(Path temporary, Path file) throws IOException {
        overwrite(temporary);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void write(Path file, StandardOpenOption... how) throws IOException {
        var options = new HashSet<>(Set.of(how));
        options.add(StandardOpenOption.WRITE);
        try (var channel = FileChannel.open(file, options)) {
            channel.write(CONTENT.duplicate());
        }
    }

    private static void read(Path file) throws IOException {
        try (var channel = FileChannel.open(file)) {
            channel.read(CONTENT.duplicate().clear());
        }
    }
}
