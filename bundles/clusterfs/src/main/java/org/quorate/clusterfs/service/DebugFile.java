package org.quorate.clusterfs.service;

import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.quorate.clusterfs.tree.Errno;

/** {@code .debug}: whether this node logs what only its makers want to know. The one file of this node that can be written. */
final class DebugFile {
    static final String NAME = ".debug";

    /** Kept here: the log manager holds loggers weakly, and their levels with them. */
    private static final Logger LOGGER = Logger.getLogger("org.quorate");

    private DebugFile() {}

    static String text() {
        return LOGGER.isLoggable(Level.FINE) ? "1\n" : "0\n";
    }

    /** Why not; null if it is done. */
    static @Nullable Errno write(byte[] data) {
        switch (new String(data, 0, Math.min(2, data.length), StandardCharsets.ISO_8859_1)) {
            case "0\n" -> LOGGER.setLevel(null);
            case "1\n" -> LOGGER.setLevel(Level.FINE);
            default -> {
                return Errno.EIO;
            }
        }
        return null;
    }
}
