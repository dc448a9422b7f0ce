package org.quorate.integration.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles that are stopped, started and added while three nodes run. */
class PluginExchangeTest {
    private static final String TRANSPORT = "org.quorate.transport.udpu";
    private static final String TREE = "org.quorate.clusterfs";

    /** Long, so that nothing but the exchange can break the ring, also where an exchange takes its time. */
    private static final int TOKEN_MILLIS = 10_000;

    @TempDir
    Path folder;

    @Test
    void theTransportIsStoppedAndStartedAndTheRingDoesNotNotice() throws Exception {
        try (var cluster = TestCluster.start(folder, TOKEN_MILLIS)) {
            var ring = cluster.status(1, "Ring ID");
            var script = "bundle:stop " + TRANSPORT + "; bundle:start " + TRANSPORT;
            assertThat(cluster.shell(2, script).exitCode()).isZero();
            Files.writeString(cluster.file(2, "after"), "the exchange");
            cluster.awaitContent(1, "after", "the exchange");
            cluster.awaitContent(3, "after", "the exchange");
            assertThat(cluster.status(1, "Ring ID")).isEqualTo(ring);
            assertThat(cluster.status(2, "Ring ID")).isEqualTo(ring);
        }
    }

    @Test
    void aSecondTransportTakesOverWhenTheFirstIsStopped() throws Exception {
        try (var cluster = TestCluster.start(folder, TOKEN_MILLIS);
                var jars = Files.newDirectoryStream(
                        Path.of("transport.example/target"), "org.quorate.example.transport-*.jar")) {
            var jar = jars.iterator().next();
            Files.copy(jar, cluster.home(2).resolve("deploy").resolve(jar.getFileName()));
            Await.until(
                    "the plugin is active",
                    () -> cluster.shell(2, "bundle:list")
                            .output()
                            .lines()
                            .anyMatch(line -> line.contains("org.quorate.example.transport")
                                    && line.toLowerCase(java.util.Locale.ROOT).contains("active")));
            var ring = cluster.status(1, "Ring ID");
            assertThat(cluster.shell(2, "bundle:stop " + TRANSPORT).exitCode()).isZero();
            Files.writeString(cluster.file(2, "carried"), "by the plugin");
            cluster.awaitContent(3, "carried", "by the plugin");
            assertThat(cluster.status(3, "Ring ID")).isEqualTo(ring);
            assertThat(cluster.status(3, "Nodes")).isEqualTo("3");

            Files.delete(cluster.home(2).resolve("deploy").resolve(jar.getFileName()));
            assertThat(cluster.shell(2, "bundle:start " + TRANSPORT).exitCode()).isZero();
            Await.until(
                    "the plugin is gone",
                    () -> !cluster.shell(2, "bundle:list").output().contains("org.quorate.example.transport"));
            cluster.awaitMembers(1, 3);
        }
    }

    @Test
    void theFileSystemIsStoppedAndStartedAndTheRingStays() throws Exception {
        try (var cluster = TestCluster.start(folder, TOKEN_MILLIS)) {
            Files.writeString(cluster.file(1, "kept"), "kept");
            var ring = cluster.status(1, "Ring ID");
            assertThat(cluster.shell(3, "bundle:stop " + TREE).exitCode()).isZero();
            assertThat(cluster.status(3, "Ring ID")).isEqualTo(ring);
            assertThat(cluster.status(3, "Quorate")).isEqualTo("Yes");
            Files.writeString(cluster.file(1, "meanwhile"), "meanwhile");
            assertThat(cluster.shell(3, "bundle:start " + TREE).exitCode()).isZero();
            cluster.awaitContent(3, "kept", "kept");
            cluster.awaitContent(3, "meanwhile", "meanwhile");
            assertThat(cluster.status(3, "Ring ID")).isEqualTo(ring);
        }
    }
}
