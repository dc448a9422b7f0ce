package org.quorate.clusterfs.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.quorate.spi.store.StoreException;

/** Keeps a second node from the same file. The lock ends with the process, whatever becomes of it. */
final class FileLock implements AutoCloseable {
    private final FileChannel channel;

    private FileLock(FileChannel channel) {
        this.channel = channel;
    }

    static FileLock of(Path database) throws StoreException {
        var path = database.resolveSibling(database.getFileName() + ".lock");
        FileChannel channel = null;
        try {
            channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() != null) {
                return new FileLock(channel);
            }
        } catch (OverlappingFileLockException e) {
            close(channel);
        } catch (IOException e) {
            close(channel);
            throw new StoreException(
                    path + ": cannot be locked (" + e.getMessage() + "); check the folder's rights", e);
        }
        close(channel);
        throw new StoreException(
                database + ": is in use by another process; stop that node or give this one another home");
    }

    private static void close(@Nullable FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // Nothing was written; the lock ends with the process at the latest.
            }
        }
    }

    @Override
    public void close() {
        close(channel);
    }
}
