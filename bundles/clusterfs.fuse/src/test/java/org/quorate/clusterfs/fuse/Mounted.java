package org.quorate.clusterfs.fuse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.quorate.clusterfs.fuse.kernel.MountException;

/** A tree in memory, mounted by the kernel of this machine below a folder of the test. */
final class Mounted implements AutoCloseable {
    /** So long that what becomes visible at all became visible because the kernel was told. */
    private static final int CACHE_SECONDS = 3600;

    private static final int GID = 33;

    final InMemoryTree tree = new InMemoryTree();
    final Trees trees = new Trees(Duration.ofSeconds(30));
    final Path path;
    private final MountSession session;

    Mounted(Path folder) throws MountException {
        assumeMountable();
        path = folder.resolve("mount");
        trees.arrived(tree);
        session = MountSession.open(path, trees, settings());
        tree.tell(session.listener());
    }

    static Settings settings() {
        return new Settings(0, GID, 2, CACHE_SECONDS, Duration.ofSeconds(30), Duration.ofMillis(1));
    }

    /** Skips the test where mounting is not possible, and says so where it cannot be overlooked. */
    static void assumeMountable() {
        boolean mountable = Files.isWritable(Path.of("/dev/fuse")) && isRoot();
        if (!mountable) {
            System.err.println(
                    "SKIPPED: tests on a real mount need root and /dev/fuse; nothing of the mount is proven here");
        }
        assumeTrue(mountable, "root and /dev/fuse");
    }

    private static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException notLinux) {
            return false;
        }
    }

    /** What a command printed, and how it ended. */
    record Outcome(int status, String output) {}

    Process start(String script) throws IOException {
        var builder =
                new ProcessBuilder("sh", "-c", script).directory(path.toFile()).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        return builder.start();
    }

    Outcome run(String script) throws IOException, InterruptedException {
        var process = start(script);
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(script).isTrue();
        return new Outcome(process.exitValue(), output.strip());
    }

    /** Output of a command that must succeed. */
    String sh(String script) throws IOException, InterruptedException {
        var outcome = run(script);
        assertThat(outcome.status()).as("%s: %s", script, outcome.output()).isZero();
        return outcome.output();
    }

    Path file(String name) {
        return path.resolve(name);
    }

    /** Until the kernel was told; the time limit is that of the test. */
    static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.yield();
        }
    }

    /** Lines of the mount table for the folder. */
    static long mounts(Path path) throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/mountinfo"))) {
            return lines.filter(line -> line.contains(" " + path + " ")).count();
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
