package org.quorate.group.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The highest ring sequence that this node took part in, on disk: 8 bytes, little endian, in {@code ringid_N}, as
 * corosync keeps it. Without it a node that comes back quickly could form a ring with the id of an earlier one.
 */
final class RingIdJournal implements AutoCloseable {
    private final FileChannel file;
    private final Path path;

    RingIdJournal(Path state, int nodeId) throws IOException {
        Files.createDirectories(state);
        path = state.resolve("ringid_" + Integer.toUnsignedString(nodeId));
        file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** What was stored last; 0 if nothing, or not whole. */
    long read() throws IOException {
        var bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        return file.read(bytes, 0) == Long.BYTES ? bytes.getLong(0) : 0;
    }

    /** Stores; it is on disk when this returns. */
    void write(long sequence) throws IOException {
        var bytes = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(sequence)
                .flip();
        file.write(bytes, 0);
        file.force(false);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
