package org.quorate.clusterfs.fuse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.quorate.clusterfs.fuse.kernel.MountException;

/** What other nodes change becomes visible, though the kernel of these tests would believe its caches for an hour. */
@Timeout(120)
class MountedCachesTest {
    @TempDir
    Path folder;

    private Mounted mount;

    @BeforeEach
    void mount() throws MountException {
        mount = new Mounted(folder);
    }

    @AfterEach
    void unmount() {
        if (mount != null) {
            mount.close();
        }
    }

    private void put(String path, String content) {
        mount.tree.put(path, content.getBytes(UTF_8)).join();
    }

    private static <T> T quietly(Callable<T> call) {
        try {
            return call.call();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void contentOfAnotherNodeIsReadAtOnce() throws IOException {
        for (int i = 0; i < 200; i++) {
            put("f", "x".repeat(i % 7) + i);
            assertThat(Files.readString(mount.file("f"))).isEqualTo("x".repeat(i % 7) + i);
        }
    }

    @Test
    void aFileThatAnotherNodeReplacedByRenameIsReadAtOnce() throws IOException {
        for (int i = 0; i < 200; i++) {
            put("f.tmp", "content " + i);
            mount.tree.rename("f.tmp", "f").join();
            assertThat(Files.readString(mount.file("f"))).isEqualTo("content " + i);
        }
    }

    @Test
    void aNewNameIsSeenAtOnce() {
        for (int i = 0; i < 100; i++) {
            assertThat(mount.file("f" + i)).doesNotExist();
            put("f" + i, "");
            assertThat(mount.file("f" + i)).exists();
        }
    }

    @Test
    void sizeAndTimeFollowAnotherNode() throws IOException {
        put("f", "old");
        assertThat(Files.size(mount.file("f"))).isEqualTo(3);
        put("f", "longer");
        Mounted.until(() -> quietly(() -> Files.size(mount.file("f"))) == 6);
        mount.tree.touch("f", 1_700_000_000).join();
        Mounted.until(
                () -> quietly(() -> Files.getLastModifiedTime(mount.file("f"))).toMillis() == 1_700_000_000_000L);
    }

    @Test
    void aNameThatAnotherNodeRemovedOrMovedIsGone() throws IOException {
        mount.tree.mkdir("d").join();
        put("d/f", "");
        put("d/g", "");
        assertThat(mount.file("d/f")).exists();
        assertThat(mount.file("d/g")).exists();
        mount.tree.delete("d/f").join();
        mount.tree.rename("d/g", "g").join();
        Mounted.until(() -> Files.notExists(mount.file("d/f")) && Files.notExists(mount.file("d/g")));
        assertThat(mount.file("g")).exists();
    }

    @Test
    void modesFollowQuorum() throws Exception {
        mount.tree.addLocalLink("local", "nodes/n1");
        put("f", "");
        assertThat(mount.sh("stat -c %a local f")).isEqualTo("755\n640");
        mount.tree.quorate(false);
        Mounted.until(() -> quietly(() -> mount.sh("stat -c %a local f")).equals("555\n440"));
    }

    @Test
    void whatWasWrittenHereIsSeenHereAtOnce() throws IOException {
        for (int i = 0; i < 100; i++) {
            Files.writeString(mount.file("f"), "x".repeat(i));
            assertThat(Files.size(mount.file("f"))).isEqualTo(i);
            assertThat(mount.tree.text("f")).hasSize(i);
        }
    }

    @Test
    void whoStandsInADirectoryStaysThereWhenEverythingMayHaveChanged() throws Exception {
        mount.tree.mkdir("d").join();
        put("d/f", "before");
        var shell = mount.start("cd d && cat f && read go && cat f && pwd -P && ls ../d");
        var output = shell.getInputStream();
        assertThat(new String(output.readNBytes(6), UTF_8)).isEqualTo("before");
        put("d/f", "after!");
        mount.tree.quorate(true); // tells that anything may have changed
        Mounted.until(() -> quietly(() -> Files.readString(mount.file("d/f"))).equals("after!"));
        try (var input = shell.getOutputStream()) {
            input.write('\n');
        }
        assertThat(new String(output.readAllBytes(), UTF_8)).isEqualTo("after!" + mount.path.toRealPath() + "/d\nf\n");
        assertThat(shell.waitFor()).isZero();
    }

    @Test
    void copiesMadeInsideTheKernelAreFresh() throws Exception {
        var copy = folder.resolve("copy");
        for (int i = 0; i < 50; i++) {
            put("f", "content " + i);
            mount.sh("cp f " + copy);
            assertThat(copy).hasContent("content " + i);
        }
    }
}
