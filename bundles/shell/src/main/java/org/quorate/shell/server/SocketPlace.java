package org.quorate.shell.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where the socket is: {@code run/shell.sock}. The system allows 108 bytes for a socket's path, so with a long path to
 * the home it is in a folder of its own below the system's temporary one, and {@code run/shell.sock.path} names it.
 */
record SocketPlace(Path socket, Path pointer) {
    /** {@code sizeof(sun_path)} on Linux, with the NUL at its end. */
    private static final int MAX_PATH_BYTES = 108 - 1;

    static SocketPlace in(Path run) throws IOException {
        Files.createDirectories(run);
        Path socket = run.resolve("shell.sock").toAbsolutePath();
        Path pointer = run.resolve("shell.sock.path");
        Files.deleteIfExists(socket); // of a node that was killed; this one holds the lock of the home
        Files.deleteIfExists(pointer);
        if (socket.toString().getBytes(UTF_8).length <= MAX_PATH_BYTES) {
            return new SocketPlace(socket, pointer);
        }
        Path folder = Files.createTempDirectory(
                "quorate-", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path elsewhere = folder.resolve("shell.sock");
        Files.writeString(pointer, elsewhere + "\n");
        return new SocketPlace(elsewhere, pointer);
    }

    void remove() throws IOException {
        Files.deleteIfExists(socket);
        if (Files.deleteIfExists(pointer)) {
            Files.deleteIfExists(Path.of(String.valueOf(socket.getParent())));
        }
    }
}
