package org.quorate.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The folders of a node, made where they are missing. Beside those that components know there is {@code cache}, which
 * belongs to the launcher and can be removed while the node is stopped.
 */
record HomeFolders(Path root) {
    private static final List<String> OPEN = List.of("etc", "log", "deploy", "cache");

    /** Keys, database and sockets are nobody else's business. */
    private static final List<String> PRIVATE = List.of("db", "state", "run");

    Path log() {
        return root.resolve("log");
    }

    Path run() {
        return root.resolve("run");
    }

    Path deploy() {
        return root.resolve("deploy");
    }

    Path cache() {
        return root.resolve("cache");
    }

    Path defaultConfig() {
        return root.resolve("etc/corosync.conf");
    }

    /** What the administrator sets instead of the bundles' defaults, in the Configurator's format; need not exist. */
    Path settings() {
        return root.resolve("etc/quorate.json");
    }

    void create() throws StartException {
        for (String name : OPEN) {
            create(root.resolve(name), "rwxr-xr-x");
        }
        for (String name : PRIVATE) {
            create(root.resolve(name), "rwx------");
        }
    }

    private static void create(Path folder, String permissions) throws StartException {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder.toAbsolutePath().getParent());
                Files.createDirectory(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
            }
            Files.deleteIfExists(Files.writeString(folder.resolve(".writable"), ""));
        } catch (IOException e) {
            throw StartException.environment(folder + ": the folder cannot be written (" + Reason.of(e)
                    + "); choose another --home, or let this user write there");
        }
    }
}
