package org.quorate.launcher.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a node that was killed leaves behind: a mount on which nobody answers. */
public final class Mounts {
    private static final Path TABLE = Path.of("/proc/self/mounts");

    private Mounts() {}

    /** Whether a node of this user may mount its tree. */
    public static boolean possible() {
        try {
            boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid") instanceof Integer uid && uid == 0;
            return root && Files.isWritable(Path.of("/dev/fuse"));
        } catch (IOException | UnsupportedOperationException _) {
            return false; // no Linux
        }
    }

    static boolean mounted(Path folder) {
        return mounted(TABLE, folder);
    }

    /**
     * Whether something is mounted on a folder.
     *
     * @param table the mounts of a process, {@code /proc/PID/mounts}
     */
    public static boolean mounted(Path table, Path folder) {
        try (Stream<String> lines = Files.lines(table)) {
            String path = folder.toString();
            return lines.map(line -> line.split(" ")[1])
                    .anyMatch(field -> unescaped(field).equals(path));
        } catch (IOException | UncheckedIOException _) {
            return false; // no Linux, no mount
        }
    }

    /** Lazily, so that it works although somebody still stands in it. True if nothing is mounted there any more. */
    public static boolean unmount(Path folder) throws InterruptedException {
        try {
            // several nodes may have been mounted one over the other
            while (mounted(folder)) {
                int code = new ProcessBuilder("umount", "-l", folder.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
                if (code != 0) {
                    return false;
                }
            }
            return true;
        } catch (IOException _) {
            return false; // no umount on this machine
        }
    }

    /** Blank, tab, newline and backslash stand there as octal numbers. */
    private static String unescaped(String field) {
        return field.replace("\\040", " ")
                .replace("\\011", "\t")
                .replace("\\012", "\n")
                .replace("\\134", "\\");
    }
}
