package org.quorate.clusterfs.fuse.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What is mounted, as the kernel tells this process. */
final class MountTable {
    private static final Path SOURCE = Path.of("/proc/self/mountinfo");

    private MountTable() {}

    /** Type of the topmost file system at exactly that path. */
    static Optional<String> typeAt(Path path) throws IOException {
        return typeAt(path, Files.readAllLines(SOURCE));
    }

    /** A line is: id, parent, device, root, path, options, optional fields, a hyphen, type, source, options. */
    static Optional<String> typeAt(Path path, List<String> lines) {
        Optional<String> found = Optional.empty();
        for (String line : lines) {
            String[] fields = line.split(" ");
            int hyphen = List.of(fields).indexOf("-");
            if (hyphen > 4 && hyphen + 1 < fields.length && unescape(fields[4]).equals(path.toString())) {
                found = Optional.of(fields[hyphen + 1]);
            }
        }
        return found;
    }

    /** Space, tab, newline and backslash are written as three octal digits. */
    private static String unescape(String field) {
        return field.replace("\\040", " ")
                .replace("\\011", "\t")
                .replace("\\012", "\n")
                .replace("\\134", "\\");
    }
}
