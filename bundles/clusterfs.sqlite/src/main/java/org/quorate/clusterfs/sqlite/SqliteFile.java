package org.quorate.clusterfs.sqlite;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.quorate.spi.store.StoreChange;
import org.quorate.spi.store.StoreException;
import org.quorate.spi.store.StoredEntry;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;

/** One open file with a tree. */
final class SqliteFile implements AutoCloseable {
    static final String RESTORE = "restore a backup, or move the file away to take the tree from the other members";

    private static final int BUSY_TIMEOUT_MILLIS = 10_000;
    private static final byte[] NOTHING = {};

    private final Path path;
    private final FileLock lock;
    private final Connection connection;
    private final PreparedStatement replace;
    private final PreparedStatement delete;
    private final PreparedStatement begin;
    private final PreparedStatement commit;
    private boolean forces = true;

    private SqliteFile(Path path, FileLock lock, Connection connection) throws SQLException {
        this.path = path;
        this.lock = lock;
        this.connection = connection;
        this.replace = connection.prepareStatement("REPLACE INTO tree"
                + " (inode, parent, version, writer, mtime, type, name, data)"
                + " VALUES (?, ?, ?, ?, ?, ?, CAST(? AS TEXT), ?)");
        this.delete = connection.prepareStatement("DELETE FROM tree WHERE inode = ?");
        this.begin = connection.prepareStatement("BEGIN IMMEDIATE");
        this.commit = connection.prepareStatement("COMMIT");
    }

    /**
     * Opens a file for this process alone, and makes it if there is none.
     *
     * @throws StoreException with one line that names the file, what is wrong and what to do
     */
    static SqliteFile open(Path path) throws StoreException {
        create(path);
        var lock = FileLock.of(path);
        try {
            setStaleLogsAside(path);
            return open(path, lock);
        } catch (StoreException e) {
            lock.close();
            throw e;
        }
    }

    private static SqliteFile open(Path path, FileLock lock) throws StoreException {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        var source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + path.toAbsolutePath());
        Connection connection = null;
        try {
            connection = source.getConnection();
            Schema.prepare(connection, path.toString());
            return new SqliteFile(path, lock, connection);
        } catch (SQLException e) {
            closeQuietly(connection);
            throw failure(path, "cannot be opened", e);
        } catch (StoreException e) {
            closeQuietly(connection);
            throw e;
        }
    }

    /** Only its owner may read it: keys and tokens are in it. The files beside it get the same rights from SQLite. */
    private static void create(Path path) throws StoreException {
        try {
            Files.createDirectories(Objects.requireNonNull(path.toAbsolutePath().getParent()));
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            checkExisting(path);
        } catch (IOException e) {
            throw new StoreException(path + ": cannot be made (" + e + "); check folder, rights and space", e);
        }
    }

    private static void checkExisting(Path path) throws StoreException {
        if (!Files.isRegularFile(path) || !Files.isReadable(path) || !Files.isWritable(path)) {
            throw new StoreException(path + ": is no file that this user may read and write; check its rights");
        }
        try {
            Files.setPosixFilePermissions(
                    path, Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
        } catch (IOException | UnsupportedOperationException e) {
            throw new StoreException(path + ": its rights cannot be set to 0600 (" + e + "); check its owner", e);
        }
    }

    /** A log beside a file that was just made belongs to an earlier file, and would spoil this one. */
    private static void setStaleLogsAside(Path path) throws StoreException {
        try {
            if (Files.size(path) > 0) {
                return;
            }
            for (var suffix : List.of("-wal", "-shm")) {
                var log = path.resolveSibling(path.getFileName() + suffix);
                if (Files.exists(log)) {
                    Files.move(
                            log, log.resolveSibling(log.getFileName() + ".stale"), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            throw new StoreException(path + ": an old log beside it cannot be moved (" + e + "); remove it", e);
        }
    }

    List<StoredEntry> load() throws StoreException {
        try (var statement = connection.createStatement()) {
            try (var misfit = statement.executeQuery(Schema.misfits())) {
                if (misfit.next()) {
                    throw damaged(misfit.getLong(1), "has a value of the wrong kind");
                }
            }
            var rows = new ArrayList<StoredEntry>();
            try (var result = statement.executeQuery(
                    "SELECT inode, parent, version, writer, mtime, type, CAST(name AS BLOB), data FROM tree")) {
                while (result.next()) {
                    rows.add(row(result));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw failure(path, "cannot be read", e);
        }
    }

    private StoredEntry row(ResultSet result) throws SQLException, StoreException {
        long inode = result.getLong(1);
        int type = result.getInt(6);
        var name = result.getBytes(7);
        var data = result.getBytes(8);
        if (type != StoredEntry.DIRECTORY && type != StoredEntry.FILE) {
            throw damaged(inode, "has type " + type + ", neither 4 nor 8");
        }
        if (name == null || name.length == 0) {
            throw damaged(inode, "has no name");
        }
        if (type == StoredEntry.DIRECTORY && data != null && data.length > 0) {
            throw damaged(inode, "is a directory with content");
        }
        if (inode == 0 && !Text.decode(name).equals(StoredEntry.VERSION_ROW)) {
            throw damaged(inode, "is not named " + StoredEntry.VERSION_ROW);
        }
        return new StoredEntry(
                inode,
                result.getLong(2),
                result.getLong(3),
                (int) result.getLong(4),
                (int) result.getLong(5),
                type,
                Text.decode(name),
                data == null ? NOTHING : data);
    }

    /**
     * One transaction.
     *
     * @param force whether it waits for the disk: then all that is in the log is on the disk
     */
    void commit(List<StoreChange> batch, boolean force) throws StoreException {
        try {
            if (force != forces) {
                execute(force ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
                forces = force;
            }
            // The driver's own transactions would hold the write lock from one batch to the next.
            begin.execute();
            for (var change : batch) {
                switch (change) {
                    case StoreChange.Put(var entry) -> put(entry);
                    case StoreChange.Delete(long inode) -> {
                        delete.setLong(1, inode);
                        delete.executeUpdate();
                    }
                }
            }
            commit.execute();
        } catch (SQLException e) {
            rollBack(e);
            throw failure(path, "cannot be written", e);
        }
    }

    private void execute(String command) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    private void rollBack(SQLException cause) {
        try {
            execute("ROLLBACK");
        } catch (SQLException again) {
            cause.addSuppressed(again); // some failures roll back by themselves
        }
    }

    private void put(StoredEntry entry) throws SQLException {
        replace.setLong(1, entry.inode());
        replace.setLong(2, entry.parent());
        replace.setLong(3, entry.version());
        replace.setLong(4, Integer.toUnsignedLong(entry.writer()));
        replace.setLong(5, Integer.toUnsignedLong(entry.mtimeSeconds()));
        replace.setInt(6, entry.type());
        replace.setBytes(7, Text.encode(entry.name()));
        replace.setBytes(8, entry.inode() == 0 || entry.type() == StoredEntry.DIRECTORY ? null : entry.data());
        replace.executeUpdate();
    }

    private StoreException damaged(long inode, String what) {
        return new StoreException(path + ": row " + inode + " " + what + "; " + RESTORE);
    }

    private static StoreException failure(Path path, String what, SQLException e) {
        var code = SQLiteErrorCode.getErrorCode(e.getErrorCode() & 0xFF);
        var next = switch (code) {
            case SQLITE_NOTADB, SQLITE_CORRUPT -> "it is damaged or no database; " + RESTORE;
            case SQLITE_BUSY, SQLITE_LOCKED -> "another program has it locked; end that program, then start the node";
            case SQLITE_FULL -> "the disk is full; make room, then start the node";
            case SQLITE_READONLY, SQLITE_PERM, SQLITE_CANTOPEN -> "check the rights of the file and of its folder";
            default -> "check the disk, then start the node";
        };
        return new StoreException(path + ": " + what + " (" + code + "): " + next, e);
    }

    private static void closeQuietly(@Nullable Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            // The failure that led here is the one to report.
        }
    }

    /** Brings the log into the file and closes both. */
    @Override
    public void close() throws StoreException {
        try (lock) {
            connection.close();
        } catch (SQLException e) {
            throw failure(path, "cannot be closed", e);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
