package org.quorate.clusterfs.fuse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The groups of this machine; a line of the file is {@code name:password:gid:members}. */
final class GroupFile {
    private static final Path SYSTEM = Path.of("/etc/group");

    private GroupFile() {}

    /** Number of a group; 0 if there is no such group. */
    static int gid(String name) {
        return gid(name, SYSTEM);
    }

    static int gid(String name, Path file) {
        try (var lines = Files.lines(file)) {
            return lines.map(line -> line.split(":"))
                    .filter(fields -> fields.length >= 3 && fields[0].equals(name))
                    .findFirst()
                    .map(fields -> Integer.parseUnsignedInt(fields[2]))
                    .orElse(0);
        } catch (IOException | RuntimeException unreadable) {
            return 0; // as without the group: root only
        }
    }
}
