package org.quorate.clusterfs.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quorate.spi.store.Durability.POWER;
import static org.quorate.spi.store.Durability.PROCESS;

import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quorate.node.NodeHome;
import org.quorate.spi.store.StoreChange;
import org.quorate.spi.store.StoreChange.Delete;
import org.quorate.spi.store.StoreChange.Put;
import org.quorate.spi.store.StoreException;
import org.quorate.spi.store.StoredEntry;
import org.sqlite.SQLiteDataSource;

class SqliteTreeStoreTest {
    @TempDir
    Path root;

    private final List<String> fatal = new ArrayList<>();
    private final List<SqliteTreeStore> open = new ArrayList<>();
    private Path file = Path.of("");

    @BeforeEach
    void place() {
        file = root.resolve("db").resolve("config.db");
    }

    @AfterEach
    void closeAll() {
        open.forEach(SqliteTreeStore::close);
    }

    @Test
    void aNewStoreIsEmptyAndOnlyItsOwnerReadsIt() throws Exception {
        var store = open();
        assertThat(store.load()).isEmpty();
        store.commit(List.of(version(1)), POWER);
        for (var name : List.of("config.db", "config.db-wal", "config.db-shm")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.resolveSibling(name))))
                    .as(name)
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void rowsComeBackAsTheyWere() throws Exception {
        var store = open();
        var rows = List.of(
                new StoredEntry(0, 0, 7, -1, -2, 8, "__version__", new byte[0]),
                new StoredEntry(2, 0, 2, 1, 1000, 4, "nodes", new byte[0]),
                new StoredEntry(3, 2, 3, 0x80000001, 0xFFFFFFFF, 8, "Grüße.cfg", bytes("inhalt")),
                new StoredEntry(4, 2, 4, 1, 1, 8, "latin\uDCE9", bytes("")),
                new StoredEntry(5, 2, 5, 1, 1, 8, "zeros", new byte[1 << 20]));
        store.commit(rows.stream().<StoreChange>map(Put::new).toList(), POWER);
        assertThat(sorted(store.load())).usingRecursiveComparison().isEqualTo(rows);
        store.close();
        open.clear();
        assertThat(sorted(open().load())).usingRecursiveComparison().isEqualTo(rows);
        assertThat(text("select hex(name) from tree where inode = 4")).isEqualTo("6C6174696EE9");
        assertThat(text("select typeof(name) || typeof(data) from tree where inode = 4"))
                .isEqualTo("textblob");
        assertThat(text("select typeof(data) from tree where inode = 2")).isEqualTo("null");
        assertThat(text("select writer from tree where inode = 3")).isEqualTo("2147483649");
    }

    @Test
    void aBatchReplacesAndRemovesInOrder() throws Exception {
        var store = open();
        store.commit(List.of(version(2), row(2, "a"), row(3, "b")), POWER);
        store.commit(List.of(new Delete(3), new Delete(99), row(2, "c"), version(3)), POWER);
        assertThat(sorted(store.load())).extracting(StoredEntry::name).containsExactly("__version__", "c");
    }

    @Test
    void aBatchThatFailsLeavesNothing() throws Exception {
        var store = open();
        store.commit(List.of(version(2), row(2, "a")), POWER);
        sql("create trigger no before insert on tree when new.inode = 4 begin select raise(abort, 'no'); end");
        assertThatThrownBy(() -> store.commit(List.of(row(3, "b"), row(4, "c")), POWER))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(file.toString());
        assertThat(store.load()).hasSize(2);
    }

    @Test
    void filesOfPmxcfsAreRead() throws Exception {
        Files.createDirectories(file.getParent());
        sql("CREATE TABLE tree (inode INTEGER PRIMARY KEY NOT NULL,parent INTEGER NOT NULL"
                + " CHECK(typeof(parent)=='integer'),version INTEGER NOT NULL CHECK(typeof(version)=='integer'),"
                + "writer INTEGER NOT NULL CHECK(typeof(writer)=='integer'),mtime INTEGER NOT NULL"
                + " CHECK(typeof(mtime)=='integer'),type INTEGER NOT NULL CHECK(typeof(type)=='integer'),"
                + "name TEXT NOT NULL,data BLOB)");
        sql("insert into tree values (0,0,3,1,5,4,'__version__',null), (2,0,2,1,5,4,'d',x''), (3,2,3,1,5,8,'f',null)");
        assertThat(sorted(open().load())).extracting(StoredEntry::name).containsExactly("__version__", "d", "f");
    }

    @Test
    void aSecondNodeOnTheSameFileIsRefused() {
        open();
        refused("is in use by another process");
    }

    @Test
    void aFileThatIsNoDatabaseIsRefused() throws Exception {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "this is no database, whatever its name says. ".repeat(100));
        refused("damaged or no database; restore a backup");
    }

    @Test
    void aDamagedFileIsRefused() throws Exception {
        var store = open();
        var rows = new ArrayList<StoreChange>();
        for (int i = 2; i < 2000; i++) {
            rows.add(row(i, "name" + i));
        }
        store.commit(rows, POWER);
        store.close();
        open.clear();
        var bytes = Files.readAllBytes(file);
        for (int i = 4096 * 3; i < 4096 * 8; i++) {
            bytes[i] = 0x5a;
        }
        Files.write(file, bytes);
        refused("damaged");
    }

    @Test
    void anotherSchemaOrVersionIsRefused() throws Exception {
        Files.createDirectories(file.getParent());
        sql("create table other (x)");
        refused("is a database with the tables [other]");
        sql("create table tree (inode integer primary key, name text)");
        refused("is a database with the tables [other, tree]");
        sql("pragma user_version = 3");
        refused("has version 3, this program knows 0");
    }

    @Test
    void otherProgramsReadAndEvenWriteBetweenBatches() throws Exception {
        var store = open();
        store.commit(List.of(version(2), row(2, "a")), POWER);
        assertThat(text("select count(*) from tree")).isEqualTo("2");
        sql("delete from tree where inode = 2");
        store.commit(List.of(version(3), row(3, "b")), POWER);
        assertThat(sorted(store.load())).extracting(StoredEntry::name).containsExactly("__version__", "b");
    }

    @Test
    void whatIsOnlyCommittedIsThereForWhoeverOpensTheFileNext() throws Exception {
        var store = open();
        store.commit(List.of(version(2), row(2, "a")), POWER);
        store.commit(List.of(version(3), row(3, "b")), PROCESS);
        Files.createDirectories(root.resolve("copy"));
        for (var name : List.of("config.db", "config.db-wal")) { // as the end of the process leaves them
            Files.copy(file.resolveSibling(name), root.resolve("copy").resolve(name));
        }
        store.commit(List.of(version(4), row(4, "c")), POWER);
        file = root.resolve("copy/config.db");
        assertThat(text("select count(*) from tree")).isEqualTo("3");
    }

    @Test
    void aFolderInThePlaceOfTheFileIsRefused() throws Exception {
        Files.createDirectories(file);
        refused("is no file that this user may read and write");
    }

    @Test
    void aFileInThePlaceOfTheFolderIsRefused() throws Exception {
        Files.writeString(root.resolve("db"), "");
        refused("db/config.db: ");
    }

    @Test
    void logsOfAnEarlierFileAreSetAside() throws Exception {
        Files.createDirectories(file.getParent());
        Files.writeString(file.resolveSibling("config.db-wal"), "old");
        assertThat(open().load()).isEmpty();
        assertThat(file.resolveSibling("config.db-wal.stale")).hasContent("old");
    }

    @ParameterizedTest
    @CsvSource({
        "0; 0; 1; 1; 1; 8; 'wrong', row 0 is not named __version__",
        "2; 0; 1; 1; 1; 7; 'x', row 2 has type 7",
        "2; 0; 1; 1; 1; 8; '', row 2 has no name",
        "2; 0; 1; 1; 1; 8; x'41', row 2 has a value of the wrong kind",
    })
    void rowsThatCannotBeAreRefused(String values, String message) throws Exception {
        var store = open();
        sql("insert into tree values (" + values.replace(';', ',') + ", null)");
        assertThatThrownBy(store::load)
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith(file + ": " + message)
                .hasMessageEndingWith(SqliteFile.RESTORE);
    }

    @Test
    void aDirectoryWithContentIsRefused() throws Exception {
        var store = open();
        sql("insert into tree values (2, 0, 1, 1, 1, 4, 'd', x'41')");
        assertThatThrownBy(store::load).hasMessageContaining("row 2 is a directory with content");
    }

    private SqliteTreeStore open() {
        var home = new NodeHome(root, root.resolve("c"), Optional.empty(), Optional.empty());
        var store = new SqliteTreeStore(
                new Defaults(), home, (message, code) -> fatal.add(code + " " + message), root.toFile());
        open.add(store);
        return store;
    }

    private void refused(String message) {
        fatal.clear();
        assertThatThrownBy(this::open).hasMessageContaining(message);
        assertThat(fatal).singleElement().asString().startsWith("1 " + root).contains(message);
        assertThat(fatal.getFirst()).doesNotContain("\n");
    }

    private void sql(String statement) throws SQLException {
        var source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file);
        try (var connection = source.getConnection();
                var sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private String text(String query) throws SQLException {
        var source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file);
        try (var connection = source.getConnection();
                var sql = connection.createStatement();
                var result = sql.executeQuery(query)) {
            return result.getString(1);
        }
    }

    private static List<StoredEntry> sorted(List<StoredEntry> rows) {
        return rows.stream()
                .sorted(java.util.Comparator.comparingLong(StoredEntry::inode))
                .toList();
    }

    private static Put version(long version) {
        return new Put(new StoredEntry(0, 0, version, 1, 1, 8, "__version__", new byte[0]));
    }

    private static Put row(long inode, String name) {
        return new Put(new StoredEntry(inode, 0, inode, 1, 1, 8, name, bytes("content of " + name)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The configuration without a configuration. */
    @SuppressWarnings("BadAnnotationImplementation")
    private static final class Defaults implements SqliteTreeStore.Config {
        @Override
        public String synchronous() {
            return "FULL";
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return SqliteTreeStore.Config.class;
        }
    }
}
