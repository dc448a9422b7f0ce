package org.quorate.quorum.votequorum;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.quorate.quorum.votes.VoteRules;

/**
 * What {@code expected_votes_tracking} remembers: {@code ev_tracking} in the state folder, four bytes, little endian, as
 * corosync writes it. Written beside the ring thread, in order; the ring does not wait for it.
 */
final class ExpectedVotesFile implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ExpectedVotesFile.class.getName());

    private final Path file;
    private final ExecutorService writer = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("ev_tracking").factory());

    ExpectedVotesFile(Path folder) {
        file = folder.resolve("ev_tracking");
    }

    /** The votes that were stored, 0 if there are none that make sense. */
    int read() {
        try {
            var bytes = Files.readAllBytes(file);
            if (bytes.length >= Integer.BYTES) {
                int votes =
                        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
                if (votes >= 0 && votes <= VoteRules.MAX_EXPECTED_VOTES) {
                    return votes;
                }
            }
            LOG.log(Level.WARNING, "quorum: {0} holds no number of votes and is ignored; delete it", file);
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            LOG.log(Level.WARNING, "quorum: {0} cannot be read ({1}) and is ignored; delete it", file, e);
        }
        return 0;
    }

    void write(int votes) {
        writer.execute(() -> {
            var bytes = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            try {
                Files.createDirectories(file.getParent());
                var next = Files.write(
                        file.resolveSibling("ev_tracking.new"),
                        bytes.putInt(votes).array(),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.SYNC);
                Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                LOG.log(
                        Level.ERROR,
                        "quorum: cannot write {0} ({1}); after a restart, expected votes may be below {2}",
                        file,
                        e,
                        votes);
            }
        });
    }

    /** Waits for what is to be written. */
    @Override
    public void close() {
        writer.close();
    }
}
