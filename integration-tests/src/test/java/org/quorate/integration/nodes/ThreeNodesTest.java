package org.quorate.integration.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator of three nodes sees when files are written and nodes die. */
class ThreeNodesTest {
    @TempDir
    Path folder;

    @Test
    void whatIsWrittenOnOneNodeShowsOnAllAndInEachDatabase() throws Exception {
        try (var cluster = TestCluster.start(folder)) {
            Files.writeString(cluster.file(1, "hello"), "from n1\n");
            cluster.awaitContent(2, "hello", "from n1\n");
            cluster.awaitContent(3, "hello", "from n1\n");

            Files.createDirectories(cluster.file(2, "some/folder"));
            Files.writeString(cluster.file(2, "some/folder/file.new"), "second");
            Files.writeString(cluster.file(2, "some/folder/file"), "first");
            Files.move(
                    cluster.file(2, "some/folder/file.new"),
                    cluster.file(2, "some/folder/file"),
                    StandardCopyOption.REPLACE_EXISTING);
            cluster.awaitContent(3, "some/folder/file", "second");
            assertThat(cluster.file(2, "some/folder/file.new")).doesNotExist();

            Files.delete(cluster.file(3, "hello"));
            Await.until("hello is gone on n1", () -> Files.notExists(cluster.file(1, "hello")));

            for (int node = 1; node <= 3; node++) {
                assertThat(cluster.home(node).resolve("db/config.db")).exists();
            }
            assertIdentical(cluster);
        }
    }

    @Test
    void survivorsGoOnAndTheLastOneIsReadOnlyAndSaysWhy() throws Exception {
        try (var cluster = TestCluster.start(folder)) {
            Files.writeString(cluster.file(1, "before"), "before");
            cluster.kill(3);
            cluster.awaitMembers(1, 2);
            assertThat(cluster.status(1, "Quorate")).isEqualTo("Yes");
            Files.writeString(cluster.file(1, "with two"), "with two");
            cluster.awaitContent(2, "with two", "with two");

            cluster.kill(2);
            cluster.awaitMembers(1, 1);
            assertThat(cluster.pvecm(1, "status").exitCode()).isEqualTo(2);
            assertThat(cluster.status(1, "Quorum")).isEqualTo("2 Activity blocked");
            assertThat(Files.readString(cluster.file(1, "before"))).isEqualTo("before");
            assertThatThrownBy(() -> Files.writeString(cluster.file(1, "alone"), "alone"))
                    .isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> Files.writeString(cluster.file(1, "before"), "after"))
                    .isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> Files.delete(cluster.file(1, "before"))).isInstanceOf(AccessDeniedException.class);
            assertThat(Files.readString(cluster.file(1, "before"))).isEqualTo("before");

            cluster.restart(2);
            cluster.restart(3);
            cluster.awaitMembers(1, 3);
            Files.writeString(cluster.file(1, "together"), "again");
            cluster.awaitContent(2, "together", "again");
            cluster.awaitContent(3, "together", "again");
            assertIdentical(cluster);
        }
    }

    @Test
    void nothingThatWasAcknowledgedIsLostWhenAllNodesAreKilled() throws Exception {
        try (var cluster = TestCluster.start(folder)) {
            for (int i = 0; i < 50; i++) {
                Files.writeString(cluster.file(1 + i % 3, "file " + i), "content " + i);
            }
            for (int node = 1; node <= 3; node++) {
                cluster.kill(node);
            }
            cluster.startAll();
            for (int node = 1; node <= 3; node++) {
                for (int i = 0; i < 50; i++) {
                    assertThat(Files.readString(cluster.file(node, "file " + i)))
                            .isEqualTo("content " + i);
                }
            }
            assertIdentical(cluster);
        }
    }

    private static void assertIdentical(TestCluster cluster) throws IOException {
        for (int node = 2; node <= 3; node++) {
            int other = node;
            Await.until(
                    "n1 and n" + node + " are identical",
                    () -> cluster.tree(other).equals(cluster.tree(1)));
        }
        assertThat(cluster.tree(1)).isNotEmpty();
    }
}
