package org.quorate.group.host;

import java.io.IOException;
import java.lang.System.Logger.Level;
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
    private static final System.Logger LOG = System.getLogger(RingIdJournal.class.getName());

    /** A ring each microsecond for eight years. With a number far from those of the others no ring would be found. */
    private static final long MAX_SEQUENCE = 1L << 48;

    private final FileChannel file;
    private final Path path;

    RingIdJournal(Path state, int nodeId) throws IOException {
        Files.createDirectories(state);
        path = state.resolve("ringid_" + Integer.toUnsignedString(nodeId));
        file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** What was stored last; 0 if nothing, or nothing that makes sense. */
    long read() throws IOException {
        var bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        int length = file.read(bytes, 0);
        long sequence = length == Long.BYTES ? bytes.getLong(0) : -1;
        if (length > 0 && (sequence < 0 || sequence > MAX_SEQUENCE)) {
            LOG.log(Level.WARNING, "ring: {0} is damaged and is ignored; the other nodes know the number", path);
        }
        return sequence >= 0 && sequence <= MAX_SEQUENCE ? sequence : 0;
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
