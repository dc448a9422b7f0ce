package org.quorate.launcher.client;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.quorate.launcher.StartException;
import org.quorate.shell.wire.FrameChannel;

/** The way to the node that runs in a home. */
final class NodeSocket {
    private static final String HOME = "QUORATE_HOME";

    private NodeSocket() {}

    /** Whether the environment names the home of a node. */
    static boolean isGiven() {
        return System.getenv(HOME) != null;
    }

    /**
     * The home of the node that a program is to ask: what was given, else what the environment says.
     *
     * @param program for messages
     */
    static Path home(String program, Optional<String> given) throws StartException {
        return given.or(() -> Optional.ofNullable(System.getenv(HOME)))
                .map(text -> Path.of(text).toAbsolutePath().normalize())
                .orElseThrow(() -> StartException.usage(
                        program + ": --home DIR is missing; give it, or set " + HOME + " to the home of the node"));
    }

    /**
     * Connects.
     *
     * @throws StartException if no node answers there
     */
    static FrameChannel connect(Path home) throws StartException {
        Path run = home.resolve("run");
        try {
            return new FrameChannel(SocketChannel.open(UnixDomainSocketAddress.of(socket(run))));
        } catch (IOException | UnsupportedOperationException _) {
            throw StartException.environment(refused(home, run));
        }
    }

    /** With a long path to the home it is elsewhere, and a file says where. */
    private static Path socket(Path run) throws IOException {
        Path pointer = run.resolve("shell.sock.path");
        return Files.exists(pointer) ? Path.of(Files.readString(pointer).strip()) : run.resolve("shell.sock");
    }

    private static String refused(Path home, Path run) {
        if (!Files.isDirectory(home)) {
            return "there is no folder " + home + "; give --home the home of a node";
        }
        if (Files.exists(run) && !Files.isExecutable(run)) {
            return "the node in " + home + " belongs to another user; try as that user";
        }
        if (Files.exists(run.resolve("quorate.pid")) && running(run.resolve("quorate.pid"))) {
            return "the node in " + home + " is starting or stopping; try again in a moment";
        }
        return "no node runs in " + home + "; start it with 'quorate node --home " + home + "'";
    }

    private static boolean running(Path pidFile) {
        try {
            long pid = Long.parseLong(Files.readString(pidFile).strip());
            return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
        } catch (IOException | NumberFormatException _) {
            return false;
        }
    }
}
