package org.quorate.integration.corosync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quorate.integration.nodes.Await;

/** Two real corosync nodes and one Quorate node over knet. */
class KnetRingTest {
    private static final int KEY_BYTES = 256;
    private static final int KNOWN_PINGS = 40;

    @TempDir
    Path folder;

    @BeforeAll
    static void assume() throws IOException {
        Peers.assume();
    }

    @ParameterizedTest
    @CsvSource({
        "none,none,nss",
        "none,sha1,openssl",
        "aes256,sha256,nss",
        "aes256,sha512,openssl",
        "aes192,md5,nss",
        "aes128,sha384,openssl"
    })
    void messagesOfAllSizesComeInOneOrderWhateverTheEncryption(String cipher, String hash, String model)
            throws IOException {
        try (var cluster = cluster(
                "transport: knet\n  crypto_cipher: " + cipher + "\n  crypto_hash: " + hash + "\n  crypto_model: "
                        + model,
                1)) {
            cluster.whole();
            try (var tour = new Tour(cluster.joinAll("sizes"))) {
                for (int size : new int[] {0, 100, 1400, 1500, 60_000, 300_000}) {
                    tour.mark(tour.all().getFirst());
                    tour.allSend(20, size);
                    tour.assertSame(60);
                }
            }
            for (var real : cluster.real()) {
                assertThat(real.ask("corosync-cfgtool", "-s").output()).doesNotContain("disconnected");
            }
        }
    }

    @Test
    void withTwoLinksTheLossOfOneChangesNoMembership() throws IOException {
        try (var cluster = cluster("transport: knet", 2)) {
            cluster.whole();
            Await.until("both links are up everywhere", () -> allConnected(cluster));
            // Before some ten seconds of pings, corosync is slow to believe that a link is down.
            for (var real : cluster.real()) {
                Await.until(
                        "corosync knows its links",
                        () -> real.statistic("stats.knet.node" + cluster.ours().id() + ".link0.rx_pong_packets")
                                > KNOWN_PINGS);
            }
            long rings = cluster.ours().counter("operational_entered");
            try (var tour = new Tour(cluster.joinAll("links"))) {
                tour.mark(tour.all().getFirst());
                tour.allSend(2000, 500);
                cluster.network().cutLink(0);
                tour.assertSame(6000);
                Await.until("the loss is noticed", () -> !allConnected(cluster));
                tour.allSend(100, 500);
                tour.assertSame(300);
                cluster.network().heal();
                Await.until("it is back", () -> allConnected(cluster));
            }
            assertThat(cluster.ours().counter("operational_entered")).isEqualTo(rings);
        }
    }

    @Test
    void aNodeThatIsKilledIsMissedAndTakenInAgain() throws IOException {
        try (var cluster = cluster("transport: knet\n  crypto_cipher: aes256\n  crypto_hash: sha256", 1)) {
            cluster.whole();
            for (var victim : cluster.nodes()) {
                victim.kill();
                cluster.awaitRing(2);
                cluster.whole();
            }
        }
    }

    /** Of our node, and of a real one. */
    private static boolean allConnected(MixedCluster cluster) throws IOException, InterruptedException {
        return !cluster.ours().shell("ring:links").output().contains("disconnected")
                && !cluster.real(0).ask("corosync-cfgtool", "-s").output().contains("disconnected");
    }

    private MixedCluster cluster(String totem, int links) throws IOException {
        var cluster = new MixedCluster(folder, 3, 2);
        var key = new byte[KEY_BYTES];
        new Random(KEY_BYTES).nextBytes(key);
        var file = Files.write(folder.resolve("authkey"), key);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
        cluster.configure(cluster.configuration().withTotem(totem + "\n  keyfile: " + file, links));
        return cluster;
    }
}
