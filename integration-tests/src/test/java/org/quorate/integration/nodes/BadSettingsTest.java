package org.quorate.integration.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What may not be said of links and keys: a node does not start with it, and nodes that run do not change. */
class BadSettingsTest {
    private static final int KEY_BYTES = 256;

    @TempDir
    Path folder;

    /** One thing that is wrong in a file that is good otherwise. */
    private enum Bad {
        CIPHER("aes256", "aes512", 5, "totem.crypto_cipher: found \"aes512\", must be none, aes256, aes192 or aes128"),
        HASH(
                "sha256",
                "sha3",
                6,
                "totem.crypto_hash: found \"sha3\", must be none, md5, sha1, sha256, sha384 or sha512"),
        CIPHER_WITHOUT_HASH(
                "sha256", "none", 6, "totem.crypto_hash: found \"none\", must not be none with crypto_cipher"),
        SHORT_KEY(
                "crypto_hash: sha256",
                "crypto_hash: sha256\n  keyfile: short",
                0,
                "short has 127 bytes; a key has 128 to"),
        NO_KEY(
                "crypto_hash: sha256",
                "crypto_hash: sha256\n  keyfile: none",
                0,
                "none is missing, and encryption needs"),
        PRIORITY_TOO_HIGH(
                "priority: 255", "priority: 256", 9, "knet_link_priority: found \"256\", must be a number from 0 to"),
        PRIORITY_BELOW_0(
                "priority: 255", "priority: -1", 9, "knet_link_priority: found \"-1\", must be a number from 0 to"),
        LINK_NUMBER(
                "linknumber: 1", "linknumber: 8", 8, "interface.linknumber: found \"8\", must be a number from 0 to 7"),
        LINK_OF_A_NODE("ring1_addr: 127.91.81.2", "ring8_addr: 127.91.81.2", 23, "must be of a link from 0 to 7"),
        OTHER_LINKS("ring1_addr: 127.91.81.2", "ring2_addr: 127.91.81.2", 19, "other nodes have an address on link 1"),
        ONE_ADDRESS(
                "ring1_addr: 127.91.81.2",
                "ring1_addr: 127.91.80.2",
                23,
                "is the address of another link of this node"),
        ADDRESS_OF_ANOTHER(
                "ring1_addr: 127.91.81.2", "ring1_addr: 127.91.81.1", 23, "is an address of the node in line");

        private final String good;
        private final String wrong;
        private final int line;
        private final String rule;

        Bad(String good, String wrong, int line, String rule) {
            this.good = good;
            this.wrong = wrong;
            this.line = line;
            this.rule = rule;
        }

        String in(String text) {
            assertThat(text).contains(good);
            return text.replace(good, wrong);
        }

        /** What the key is like is told of its file, not of a line. */
        String where() {
            return line == 0 ? "" : ":" + line + ": ";
        }
    }

    private static String configuration(int version) {
        return """
                totem {
                  version: 2
                  cluster_name: bad
                  config_version: %d
                  crypto_cipher: aes256
                  crypto_hash: sha256
                  interface {
                    linknumber: 1
                    knet_link_priority: 255
                  }
                }
                nodelist {
                %s}
                quorum {
                  provider: corosync_votequorum
                }
                """.formatted(
                version, IntStream.rangeClosed(1, 3).mapToObj("""
                                          node {
                                            name: n%1$d
                                            nodeid: %1$d
                                            ring0_addr: 127.91.80.%1$d
                                            ring1_addr: 127.91.81.%1$d
                                          }
                                        """::formatted).collect(Collectors.joining()));
    }

    private static byte[] key(int bytes) {
        var key = new byte[bytes];
        Arrays.fill(key, (byte) 1);
        return key;
    }

    @ParameterizedTest
    @EnumSource
    void aNodeDoesNotStart(Bad bad) throws Exception {
        var file = Files.writeString(folder.resolve("corosync.conf"), bad.in(configuration(1)));
        Files.write(folder.resolve("authkey"), key(KEY_BYTES));
        Files.write(folder.resolve("short"), key(127));
        var home = folder.resolve("home");
        var result = Program.ofDistribution()
                .run("node", "--home", home.toString(), "--config", file.toString(), "--name", "n1");
        assertThat(result.exitCode()).as(result.toString()).isEqualTo(2);
        assertThat(result.output())
                .contains(bad.rule, "corosync.conf" + bad.where())
                .doesNotContain("Exception");
        assertThat(home.resolve("run/quorate.pid")).doesNotExist();
    }

    @Test
    void nodesThatRunChangeNothingAndSayWhy() throws Exception {
        assumeTrue(Files.isWritable(Path.of("/dev/fuse")), "mounting needs root and /dev/fuse");
        try (var cluster = TestCluster.start(folder, configuration(1), key(KEY_BYTES))) {
            for (int node = 1; node <= 3; node++) {
                Files.write(cluster.configuration(node).resolveSibling("short"), key(127));
            }
            var links = cluster.shell(1, "ring:links")
                    .output()
                    .lines()
                    .map(BadSettingsTest::place)
                    .toList();
            var ring = cluster.status(1, "Ring ID");
            int version = 1;
            for (var bad : Bad.values()) {
                version++;
                publish(cluster, 1 + version % 3, bad.in(configuration(version)));
                var refusal = "not used: ";
                for (int node : List.of(1, 2, 3)) {
                    Await.until(
                            "n" + node + " says what is wrong: " + bad,
                            () -> cluster.shell(node, "config:status")
                                    .output()
                                    .lines()
                                    .anyMatch(line -> line.contains(refusal)
                                            && line.contains(bad.where())
                                            && line.contains(bad.rule)));
                    assertThat(cluster.shell(node, "config:status").output()).contains("version 1 is in use");
                    assertThat(Files.readString(cluster.configuration(node))).isEqualTo(configuration(1));
                }
            }
            assertThat(cluster.shell(1, "ring:links")
                            .output()
                            .lines()
                            .map(BadSettingsTest::place)
                            .toList())
                    .isEqualTo(links);
            assertThat(cluster.status(1, "Ring ID")).isEqualTo(ring);
        }
    }

    /** Number, node and address of a link, without what is measured. */
    private static String place(String line) {
        return Arrays.stream(line.split(" +")).limit(3).collect(Collectors.joining(" "));
    }

    /** As an editor does it. */
    private static void publish(TestCluster cluster, int node, String text) throws IOException {
        var fresh = cluster.file(node, "corosync.conf.new");
        Files.writeString(fresh, text);
        Files.move(fresh, cluster.file(node, "corosync.conf"), StandardCopyOption.REPLACE_EXISTING);
    }
}
