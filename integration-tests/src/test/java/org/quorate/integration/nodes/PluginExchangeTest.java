package org.quorate.integration.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles that are stopped, started and added while three nodes run. */
class PluginExchangeTest {
    private static final String TRANSPORT = "org.quorate.transport.udpu";
    private static final String TREE = "org.quorate.clusterfs";

    /** Long, so that nothing but the exchange can break the ring, also where an exchange takes its time. */
    private static final int TOKEN_MILLIS = 10_000;

    private static final String TAKEN_OVER = "the transport of another bundle is in use";

    private static final String KNET = """
            totem {
              version: 2
              cluster_name: updated
              transport: knet
              token: 10000
              crypto_cipher: aes256
              crypto_hash: sha256
            }
            nodelist {
              node {
                name: n1
                nodeid: 1
                ring0_addr: 127.91.82.1
              }
              node {
                name: n2
                nodeid: 2
                ring0_addr: 127.91.82.2
              }
              node {
                name: n3
                nodeid: 3
                ring0_addr: 127.91.82.3
              }
            }
            quorum {
              provider: corosync_votequorum
            }
            """;

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
                                    && line.toLowerCase(Locale.ROOT).contains("active")));
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

    /** The nodes are updated one after another, each by a file in its folder, while one of them writes. */
    @Test
    void aNewerVersionOfTheTransportTakesOverUnderLoadAndTheRingDoesNotNotice() throws Exception {
        var over = new AtomicBoolean();
        var written = new AtomicInteger();
        try (var cluster = TestCluster.start(folder, KNET, new byte[256]);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var before = List.of(ring(cluster, 1), ring(cluster, 2), ring(cluster, 3));
            var load = CompletableFuture.runAsync(() -> write(cluster.file(1, "load"), written, over), threads);
            try {
                for (int node = 1; node <= 3; node++) {
                    int updated = node;
                    deployNewer(cluster, node);
                    Await.until(
                            "n" + node + " uses the newer one",
                            () -> cluster.log(updated).contains(TAKEN_OVER));
                    assertThat(cluster.shell(node, "transport:list").output())
                            .contains("org.quorate.transport.knet 99.0.0");
                    int so = written.get();
                    Await.until("the load goes on", () -> written.get() > so + 10);
                }
                Files.delete(cluster.home(2).resolve("deploy/newer.jar"));
                Await.until(
                        "the one before is back",
                        () -> !cluster.shell(2, "transport:list").output().contains("99.0.0"));
                int so = written.get();
                Await.until("the load goes on", () -> written.get() > so + 10);
            } finally {
                over.set(true);
            }
            load.join();
            assertThat(List.of(ring(cluster, 1), ring(cluster, 2), ring(cluster, 3)))
                    .isEqualTo(before);
            for (int node = 1; node <= 3; node++) {
                cluster.awaitContent(node, "load", "load " + written.get());
            }
        }
    }

    private static String ring(TestCluster cluster, int node) throws Exception {
        return cluster.shell(node, "ring:status")
                .output()
                .lines()
                .filter(line -> line.startsWith("Ring ID") || line.startsWith("gather_entered"))
                .collect(Collectors.joining("\n"));
    }

    private static void write(Path file, AtomicInteger written, AtomicBoolean over) {
        try {
            while (!over.get()) {
                Files.writeString(file, "load " + (written.get() + 1));
                written.incrementAndGet();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a write failed after " + written.get(), e);
        }
    }

    /** The transport that runs, with a higher number. */
    private void deployNewer(TestCluster cluster, int node) throws IOException {
        var system = Program.ofDistribution().path().resolveSibling("../system").normalize();
        var newer = folder.resolve("newer.jar");
        try (var jars = Files.newDirectoryStream(system, "org.quorate.transport.knet*.jar");
                var old = new JarFile(jars.iterator().next().toFile())) {
            var manifest = old.getManifest();
            manifest.getMainAttributes().putValue("Bundle-Version", "99.0.0");
            try (var out = new JarOutputStream(Files.newOutputStream(newer), manifest)) {
                for (var entry : Collections.list(old.entries())) {
                    if (!entry.isDirectory() && !entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        out.putNextEntry(new JarEntry(entry.getName()));
                        old.getInputStream(entry).transferTo(out);
                    }
                }
            }
        }
        Files.move(newer, cluster.home(node).resolve("deploy/newer.jar"), StandardCopyOption.ATOMIC_MOVE);
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
