package org.quorate.launcher.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;
import org.quorate.launcher.Reason;
import org.quorate.launcher.StartException;

/**
 * The secret of the nodes of a run, as {@code corosync-keygen} makes one; who measures has no other use for it.
 *
 * @param file what a peer reads it from
 */
record ClusterKey(Path file) {
    private static final int BYTES = 256;

    /** A new one in that folder. */
    static ClusterKey make(Path folder) throws StartException {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        Path file = folder.resolve("authkey");
        try {
            write(file, bytes);
        } catch (IOException e) {
            throw notWritten(file, e);
        }
        return new ClusterKey(file);
    }

    /** Puts it where a node of ours looks for it. */
    void copyBeside(Path config) throws StartException {
        Path copy = config.resolveSibling("authkey");
        try {
            write(copy, Files.readAllBytes(file));
        } catch (IOException e) {
            throw notWritten(copy, e);
        }
    }

    /** Nobody else may read it at any time. */
    private static void write(Path file, byte[] bytes) throws IOException {
        Files.deleteIfExists(file);
        var ownersOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r--------"));
        try (var channel = Files.newByteChannel(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownersOnly)) {
            for (var left = ByteBuffer.wrap(bytes); left.hasRemaining(); ) {
                channel.write(left);
            }
        }
    }

    private static StartException notWritten(Path file, IOException e) {
        return StartException.environment(file + ": " + Reason.of(e) + "; choose another --dir");
    }
}
