package org.quorate.clusterfs.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quorate.spi.store.StoreChange;
import org.quorate.spi.store.StoreException;
import org.quorate.spi.store.StoredEntry;

/** A damaged file is opened and read, or refused in one line that says what to do. */
class DamagedFileFuzzTest {
    private static final int FILES = Boolean.getBoolean("quorate.long") ? 2000 : 100;
    private static final int ROWS = 300;
    private static final int HEADER_BYTES = 100;
    private static final int PAGE_BYTES = 4096;

    @TempDir
    Path root;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void aDamagedFileIsReadOrRefusedWithOneLine(long seed) throws Exception {
        var random = new Random(seed);
        var whole = whole();
        var file = root.resolve("config.db");
        for (int i = 0; i < FILES; i++) {
            clear();
            var bytes = damaged(whole.clone(), random);
            Files.write(file, bytes);
            if (random.nextInt(5) == 0) {
                var log = new byte[random.nextInt(10_000)];
                random.nextBytes(log);
                Files.write(root.resolve("config.db-wal"), log);
            }
            try (var store = SqliteFile.open(file)) {
                assertThat(store.load())
                        .allSatisfy(row -> assertThat(row.name()).isNotEmpty());
                store.commit(List.of(row(2, "a")), true);
            } catch (StoreException e) {
                assertThat(e.getMessage()).startsWith(file + ": ").doesNotContain("\n");
            } catch (RuntimeException | Error e) {
                fail("seed " + seed + ", file " + i + ", differs in " + differences(whole, bytes), e);
            }
        }
    }

    private byte[] whole() throws StoreException, IOException {
        var file = root.resolve("config.db");
        try (var store = SqliteFile.open(file)) {
            var rows = new ArrayList<StoreChange>();
            rows.add(new StoreChange.Put(
                    new StoredEntry(0, 0, ROWS, 1, 1, StoredEntry.FILE, "__version__", new byte[0])));
            for (int inode = 2; inode < ROWS; inode++) {
                rows.add(row(inode, "name" + inode));
            }
            store.commit(rows, true);
        }
        return Files.readAllBytes(file);
    }

    private static StoreChange row(long inode, String name) {
        return new StoreChange.Put(
                new StoredEntry(inode, 0, inode, 1, 1, StoredEntry.FILE, name, new byte[(int) (inode * 37 % 5000)]));
    }

    private void clear() throws IOException {
        try (var files = Files.list(root)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private static byte[] damaged(byte[] file, Random random) {
        for (int times = 1 + random.nextInt(4); times > 0; times--) {
            int page = PAGE_BYTES * random.nextInt(file.length / PAGE_BYTES);
            int other = PAGE_BYTES * random.nextInt(file.length / PAGE_BYTES);
            switch (random.nextInt(6)) {
                case 0 -> file[random.nextInt(HEADER_BYTES)] = (byte) random.nextInt(256);
                case 1 -> file[page + random.nextInt(20)] = (byte) random.nextInt(256);
                case 2 -> file[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
                case 3 -> Arrays.fill(file, page, page + PAGE_BYTES, (byte) 0);
                case 4 -> System.arraycopy(file, page, file, other, PAGE_BYTES);
                default -> {
                    int from = random.nextInt(file.length);
                    Arrays.fill(file, from, Math.min(file.length, from + random.nextInt(200)), (byte) random.nextInt());
                }
            }
        }
        return random.nextInt(8) == 0 ? Arrays.copyOf(file, random.nextInt(file.length + PAGE_BYTES)) : file;
    }

    private static String differences(byte[] whole, byte[] bytes) {
        int at = Arrays.mismatch(whole, bytes);
        return at < 0 ? "nothing" : at + ": " + HexFormat.of().formatHex(bytes, at, Math.min(bytes.length, at + 40));
    }
}
