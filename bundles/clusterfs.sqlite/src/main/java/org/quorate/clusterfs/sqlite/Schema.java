package org.quorate.clusterfs.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.quorate.spi.store.StoreException;

/** The one table, as pmxcfs has it. */
final class Schema {
    private static final String CREATE = """
            CREATE TABLE tree (
              inode   INTEGER PRIMARY KEY NOT NULL,
              parent  INTEGER NOT NULL CHECK (typeof(parent) = 'integer'),
              version INTEGER NOT NULL CHECK (typeof(version) = 'integer'),
              writer  INTEGER NOT NULL CHECK (typeof(writer) = 'integer'),
              mtime   INTEGER NOT NULL CHECK (typeof(mtime) = 'integer'),
              type    INTEGER NOT NULL CHECK (typeof(type) = 'integer'),
              name    TEXT NOT NULL,
              data    BLOB)""";

    private static final Map<String, String> COLUMNS = Map.of(
            "inode", "INTEGER",
            "parent", "INTEGER",
            "version", "INTEGER",
            "writer", "INTEGER",
            "mtime", "INTEGER",
            "type", "INTEGER",
            "name", "TEXT",
            "data", "BLOB");

    private static final List<String> INTEGERS = List.of("parent", "version", "writer", "mtime", "type");

    private Schema() {}

    /** Makes the table in an empty file; in any other, checks that it is the right one and that it can be written. */
    static void prepare(Connection connection, String file) throws SQLException, StoreException {
        check(connection, file);
        try (var statement = connection.createStatement()) {
            var tables = columns(connection, "SELECT name, type FROM sqlite_schema WHERE type = 'table'");
            if (tables.isEmpty()) {
                statement.execute(CREATE);
            } else if (!columns(connection, "SELECT name, upper(type) FROM pragma_table_info('tree')")
                    .equals(COLUMNS)) {
                throw new StoreException(file + ": is a database with the tables " + tables.keySet()
                        + ", not a tree of this version; move it away or name another home");
            }
            statement.execute("PRAGMA user_version = 0"); // needs the right to write, and changes nothing
        }
    }

    private static void check(Connection connection, String file) throws SQLException, StoreException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery("PRAGMA quick_check(1)")) {
            var found = result.next() ? result.getString(1) : "no answer";
            if (!found.equals("ok")) {
                throw new StoreException(
                        file + ": is damaged (" + found.lines().findFirst().orElse(found) + "); " + SqliteFile.RESTORE);
            }
        }
        try (var statement = connection.createStatement();
                var result = statement.executeQuery("PRAGMA user_version")) {
            if (result.next() && result.getInt(1) != 0) {
                throw new StoreException(file + ": has version " + result.getInt(1)
                        + ", this program knows 0; start the newer program or move the file away");
            }
        }
    }

    private static Map<String, String> columns(Connection connection, String query) throws SQLException {
        var columns = new TreeMap<String, String>();
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            while (result.next()) {
                columns.put(result.getString(1), result.getString(2));
            }
        }
        return columns;
    }

    /** Finds a row with a value of another kind than its column; there can be one if the file was made without checks. */
    static String misfits() {
        var query = new StringBuilder("SELECT inode FROM tree WHERE typeof(name) <> 'text'");
        INTEGERS.forEach(column -> query.append(" OR typeof(").append(column).append(") <> 'integer'"));
        return query.append(" LIMIT 1").toString();
    }
}
