package org.quorate.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * One process for each home: a lock on {@code run/lock}, which the system takes back when the process ends however it
 * ends, and the process id in {@code run/quorate.pid}.
 */
final class HomeLock implements AutoCloseable {
    private final FileChannel channel;
    private final Path pidFile;

    private HomeLock(FileChannel channel, Path pidFile) {
        this.channel = channel;
        this.pidFile = pidFile;
    }

    static HomeLock take(HomeFolders home) throws StartException {
        Path file = home.run().resolve("lock");
        Path pidFile = home.run().resolve("quorate.pid");
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            @Nullable FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw StartException.environment("home " + home.root() + " is in use by process " + holder(pidFile)
                        + "; stop that node first, or choose another --home");
            }
            Files.writeString(pidFile, ProcessHandle.current().pid() + "\n");
            return new HomeLock(channel, pidFile);
        } catch (IOException e) {
            throw StartException.environment(file + ": " + Reason.of(e) + "; choose another --home");
        }
    }

    private static String holder(Path pidFile) {
        try {
            return Files.readString(pidFile).strip();
        } catch (IOException _) {
            return "(unknown)"; // it has only begun
        }
    }

    /** The file goes first: while it is there, its process holds the lock. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(pidFile);
        channel.close();
    }
}
