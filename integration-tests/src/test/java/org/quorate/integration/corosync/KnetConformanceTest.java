package org.quorate.integration.corosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quorate.integration.nodes.Await;

/** Real corosync nodes and one Quorate node over knet. The numbers are those of the table in README.md. */
class KnetConformanceTest {
    /** {@code -Dquorate.long=true}: more of the same. */
    private static final boolean LONG = Boolean.getBoolean("quorate.long");

    private static final String KNET = "transport: knet";
    private static final String ENCRYPTED = KNET + "\n  crypto_cipher: aes256\n  crypto_hash: sha256";

    /** So that each message is a packet. */
    private static final String ONE_BY_ONE = KNET + "\n  netmtu: 1500";

    private static final int ONE_PACKET_BYTES = 1300;
    private static final int OURS = 2;
    private static final int PORT = 5405;
    private static final int KEY_BYTES = 256;

    private static final String QUICK = "\n    knet_ping_interval: 200\n    knet_ping_timeout: 800";

    /** After ten seconds of them, corosync is no more slow to believe that a link is down. */
    private static final int KNOWN_PINGS = 60;

    /** When encryption begins, corosync stands still for a second and a half: it loads the library. */
    private static final int PATIENT_TOKEN_MILLIS = 10_000;

    @TempDir
    Path folder;

    @BeforeAll
    static void assume() throws IOException {
        Peers.assume();
    }

    @Test
    void checkpoint02To04EachAnswersThePingsAndTheProbesOfTheOther() throws IOException {
        try (var cluster = cluster(KNET, 1)) {
            cluster.whole();
            int pings = LONG ? 200 : 5; // a node that answers no probes is given up after 45 s
            for (var real : cluster.real()) {
                Await.within(
                        Duration.ofMinutes(3),
                        real + " got answers and knows how large a packet may be",
                        () -> statistic(real, 0, "rx_pong_packets") >= pings && statistic(real, 0, "mtu") == 1446);
                assertThat(real.log()).contains("host: " + OURS + " link: 0 is up");
                assertThat(statistic(real, 0, "tx_pong_packets")).isPositive();
                assertThat(statistic(real, 0, "up_count")).isOne();
                Await.until("so do we", () -> link(cluster, 0, real).matches(".* 1500 +connected, used"));
            }
        }
    }

    @Test
    void checkpoint05WhatNobodyMayHaveSentIsCountedAndChangesNothing() throws IOException {
        try (var cluster = cluster(KNET, 1)) {
            cluster.whole();
            long gathers = cluster.ours().counter("gather_entered");
            assertCounted(cluster, 1, "malformed", KnetPackets.internal(2, KnetPackets.PING, 1, 0));
            assertCounted(cluster, 1, "malformed", new byte[] {1});
            assertCounted(cluster, 1, "unlisted", KnetPackets.internal(KnetPackets.PING, 9));
            assertCounted(cluster, 1, "unlisted", KnetPackets.internal(1, KnetPackets.PING, 1, 5));
            assertCounted(cluster, 3, "forged", KnetPackets.internal(KnetPackets.PING, 1));
            assertCounted(cluster, OURS, "unlisted", KnetPackets.internal(KnetPackets.PING, 1));
            assertCounted(cluster, 1, "reflected", KnetPackets.internal(KnetPackets.PING, OURS));
            assertCounted(cluster, 1, "repeated", KnetPackets.internal(KnetPackets.PONG, 1));
            assertThat(cluster.ours().counter("gather_entered")).isEqualTo(gathers);
        }
    }

    @Test
    void checkpoint06DataBeginsWithOneWrapsOverZeroAndItsNumberIsAnnounced() throws IOException {
        try (var cluster = cluster(ONE_BY_ONE, 1)) {
            cluster.whole();
            cluster.ours().kill();
            cluster.awaitRing(2);
            cluster.network().separate(OURS);
            for (var real : cluster.real()) {
                for (int sequence : new int[] {0, 1, 0xFFFF}) {
                    watch(cluster, real, OURS, "data" + sequence, KnetPackets.data(sequence));
                }
                watch(cluster, real, OURS, "announced", KnetPackets.untimedPing());
            }
            cluster.ours().start();
            cluster.awaitRing(3);
            long begun = watched(cluster, "data1");
            assertThat(begun).isPositive();
            int count = LONG ? 70_000 : 10_000;
            try (var tour = new Tour(cluster.joinAll("numbers"))) {
                tour.mark(tour.all().getFirst());
                tour.of(cluster.ours()).tell("send " + count + " " + ONE_PACKET_BYTES);
                tour.assertSame(count);
            }
            long wraps = count / 0xFFFF;
            assertThat(watched(cluster, "data0")).isZero();
            assertThat(watched(cluster, "data65535")).isGreaterThanOrEqualTo(wraps);
            assertThat(watched(cluster, "data1")).isGreaterThanOrEqualTo(begun + wraps);
            assertThat(watched(cluster, "announced"))
                    .isGreaterThanOrEqualTo(cluster.real().size() * (count / 8191L));
        }
    }

    @Test
    void checkpoint07And08LargeFramesInPiecesOfAnySizeComeTogetherOnBothSides() throws IOException {
        try (var cluster = cluster(KNET, 1)) {
            var small = cluster.real(0);
            var large = cluster.real(1);
            cluster.configuration()
                    .withTotem(KNET + "\n  knet_mtu: 536", 1)
                    .write(small.folder()); // pieces of 482 bytes, as all have before the size is known
            cluster.whole();
            Await.until("the other knows what a packet takes", () -> statistic(large, 0, "mtu") == 1446);
            watch(cluster, cluster.ours(), small.id(), "small", "udp length " + (482 + 14 + 8));
            watch(cluster, cluster.ours(), large.id(), "large", "udp length " + (1446 + 14 + 8));
            try (var tour = new Tour(cluster.joinAll("frames"))) {
                tour.mark(tour.all().getFirst());
                tour.allSend(50, 60_000);
                tour.assertSame(150);
            }
            assertThat(cluster.network().watched(OURS, "small")).isGreaterThan(5000);
            assertThat(cluster.network().watched(OURS, "large")).isGreaterThan(1500);
        }
    }

    @Test
    void checkpoint09AProcessThatIsRestartedIsTakenInAgainThoughItsLinksSeemedUpAllTheTime() throws IOException {
        try (var cluster = cluster(KNET + patient(), 1)) {
            cluster.whole();
            try (var tour = new Tour(cluster.joinAll("before"))) {
                tour.allSend(1000, 1000);
                tour.assertSame();
            }
            cluster.real().forEach(real -> cluster.network().silenceErrors(real.id()));
            for (int i = 0; i < 2; i++) {
                cluster.ours().kill();
                cluster.ours().start();
                Await.until("it is back", () -> cluster.ours().sees(3));
                cluster.awaitRing(3);
            }
            try (var tour = new Tour(cluster.joinAll("after"))) {
                tour.mark(tour.all().getFirst());
                tour.allSend(100, 1000);
                tour.assertSame(300);
            }
            for (var real : cluster.real()) {
                assertThat(statistic(real, 0, "up_count")).isOne();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"active", "rr"})
    void checkpoint10WithTwoLinksInUseAtOnceNothingComesTwice(String mode) throws IOException {
        try (var cluster = cluster(ONE_BY_ONE + "\n  link_mode: " + mode, 2)) {
            cluster.whole();
            Await.until("both links are up everywhere", () -> allConnected(cluster));
            int count = LONG ? 100_000 : 5000;
            long sent = sentByOthers(cluster);
            long received = cluster.ours().counter("mcast_rx");
            long repeated = cluster.ours().counter("rx_msg_dropped_repeated");
            try (var tour = new Tour(cluster.joinAll("twice"))) {
                tour.mark(tour.all().getFirst());
                tour.allSend(count, ONE_PACKET_BYTES);
                tour.assertSame(3L * count);
            }
            assertThat(cluster.ours().counter("mcast_rx") - received)
                    .isGreaterThanOrEqualTo(2L * count)
                    .isLessThanOrEqualTo(sentByOthers(cluster) - sent);
            if (mode.equals("active")) {
                assertThat(cluster.ours().counter("rx_msg_dropped_repeated") - repeated)
                        .isGreaterThanOrEqualTo(2L * count);
            }
            for (var real : cluster.real()) {
                for (int link = 0; link < 2; link++) {
                    assertThat(statistic(real, link, "rx_data_packets")).isGreaterThan(count / 3);
                }
            }
        }
    }

    private static long sentByOthers(MixedCluster cluster) {
        return cluster.real().stream()
                .mapToLong(real -> real.statistic("stats.srp.mcast_tx") + real.statistic("stats.srp.mcast_retx"))
                .sum();
    }

    @ParameterizedTest
    @CsvSource({
        "none,none,nss,128",
        "none,sha1,openssl,256",
        "aes256,sha256,nss,256",
        "aes256,sha512,openssl,4096",
        "aes192,md5,nss,4096",
        "aes128,sha384,openssl,128"
    })
    void checkpoint11MessagesOfAllSizesComeInOneOrderWhateverTheEncryption(
            String cipher, String hash, String model, int keyBytes) throws IOException {
        var crypto = "\n  crypto_cipher: " + cipher + "\n  crypto_hash: " + hash + "\n  crypto_model: " + model;
        try (var cluster = cluster(KNET + crypto, 1, 3, key(keyBytes))) {
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
    void checkpoint11ClearSpoiledAndForeignPacketsAreRefused() throws Exception {
        try (var cluster = cluster(ENCRYPTED, 1)) {
            cluster.whole();
            long gathers = cluster.ours().counter("gather_entered");
            var clear = KnetPackets.internal(KnetPackets.PONG, 1);
            var sealed = KnetPackets.sealed(clear, key(KEY_BYTES));
            assertCounted(cluster, 1, "repeated", sealed); // was opened: only, nobody has asked
            assertCounted(cluster, 1, "unauthenticated", clear);
            assertCounted(cluster, 1, "unauthenticated", KnetPackets.spoiled(sealed, 0));
            assertCounted(cluster, 1, "unauthenticated", KnetPackets.spoiled(sealed, sealed.length / 2));
            assertCounted(cluster, 1, "unauthenticated", KnetPackets.spoiled(sealed, sealed.length - 1));
            assertCounted(cluster, 1, "unauthenticated", KnetPackets.sealed(clear, key(KEY_BYTES + 1)));
            assertThat(cluster.ours().counter("gather_entered")).isEqualTo(gathers);
            writeKey(key(100));
            cluster.configure(cluster.configuration().withVersion(2));
            var told = cluster.ours().shell("config:reload"); // the key is too short
            assertThat(told.output()).contains("100").contains("128");
            assertNowhere(cluster.ours(), key(KEY_BYTES));
            assertNowhere(cluster.ours(), key(100));
        }
    }

    /** No part of a key is in what the node wrote, in no form, nor in what any process was started with. */
    private static void assertNowhere(Node node, byte[] key) throws IOException {
        var part = Arrays.copyOfRange(key, 3, 15); // as a whole number of letters of base 64
        var hex = HexFormat.of().formatHex(part);
        var decimal = Arrays.toString(part);
        var forms = List.of(
                new String(part, StandardCharsets.ISO_8859_1),
                hex,
                hex.toUpperCase(Locale.ROOT),
                Base64.getEncoder().encodeToString(part),
                decimal.substring(1, decimal.length() - 1));
        var texts = new ArrayList<String>();
        try (var files = Files.walk(node.folder())) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                texts.add(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        ProcessHandle.allProcesses()
                .forEach(process -> process.info().commandLine().ifPresent(texts::add));
        assertThat(texts).hasSizeGreaterThan(5);
        for (var form : forms) {
            assertThat(texts.stream().filter(text -> text.contains(form))).isEmpty();
        }
    }

    @Test
    void checkpoint12APreferredLinkThatIsCutGivesWayAndIsUsedAgainWithoutAChangeOfMembership() throws IOException {
        var links = KNET + section(0, QUICK) + section(1, QUICK + "\n    knet_link_priority: 10");
        try (var cluster = cluster(links, 2)) {
            cluster.whole();
            Await.until("both links are up everywhere", () -> allConnected(cluster));
            for (var real : cluster.real()) {
                Await.until(
                        "corosync knows its links",
                        () -> statistic(real, 0, "rx_pong_packets") > KNOWN_PINGS
                                && statistic(real, 1, "rx_pong_packets") > KNOWN_PINGS);
            }
            long rings = cluster.ours().counter("operational_entered");
            try (var tour = new Tour(cluster.joinAll("links"))) {
                tour.mark(tour.all().getFirst());
                awaitUse(cluster, tour, 1);
                tour.allSend(2000, 500);
                cluster.network().cutLink(1);
                tour.assertSame(6000);
                Await.until("the loss is noticed", () -> !allConnected(cluster));
                awaitUse(cluster, tour, 0);
                tour.allSend(100, 500);
                tour.assertSame(300);
                cluster.network().heal();
                Await.until("it is back", () -> allConnected(cluster));
                awaitUse(cluster, tour, 1);
            }
            assertThat(cluster.ours().counter("operational_entered")).isEqualTo(rings);
        }
    }

    /** Until marks of our node and answers of a real one take this link. */
    private static void awaitUse(MixedCluster cluster, Tour tour, int link) {
        var real = cluster.real(0);
        long sent = statistic(real, link, "tx_data_packets");
        long received = statistic(real, link, "rx_data_packets");
        Await.until("link " + link + " is used", () -> {
            tour.mark(tour.of(cluster.ours()));
            return link(cluster, link, real).endsWith("connected, used")
                    && statistic(real, link, "tx_data_packets") > sent
                    && statistic(real, link, "rx_data_packets") > received;
        });
    }

    @Test
    void checkpoint13CorosyncHearsFromTheSystemThatOurProcessIsGone() throws IOException {
        try (var cluster = cluster(KNET + patient(), 1)) {
            cluster.whole();
            cluster.ours().kill();
            for (var real : cluster.real()) {
                Await.until("the link is down", () -> statistic(real, 0, "connected") == 0);
            }
            cluster.whole();
        }
    }

    @Test
    void checkpoint13WeHearFromTheSystemThatItsProcessIsGoneAndOfNobodyElse() throws Exception {
        try (var cluster = cluster(ENCRYPTED + patient(), 1)) {
            cluster.whole();
            var victim = cluster.real(0);
            var other = cluster.real(1);
            victim.kill();
            Await.until("the link is down", () -> link(cluster, 0, victim).endsWith("disconnected"));
            assertThat(cluster.ours().log()).contains("link 0 to node " + victim.id() + " is down: nobody is there");
            assertThat(link(cluster, 0, other)).endsWith("connected, used");
            cluster.whole();
        }
    }

    @Test
    void checkpoint13ANodeThatIsKilledIsMissedAndTakenInAgain() throws IOException {
        try (var cluster = cluster(ENCRYPTED, 1)) {
            cluster.whole();
            var victim = cluster.real(0);
            victim.kill();
            cluster.awaitRing(2);
            Await.until("its link is down", () -> link(cluster, 0, victim).endsWith("disconnected"));
            cluster.whole();
            cluster.ours().kill();
            cluster.awaitRing(2);
            cluster.whole();
        }
    }

    @ParameterizedTest
    @CsvSource({"zlib,6", "lz4,0", "lz4hc,9", "zstd,3"})
    void checkpoint15WhatIsCompressedIsReadOnBothSides(String model, int level) throws IOException {
        var compression = "\n  knet_compression_model: " + model + "\n  knet_compression_level: " + level;
        try (var cluster = cluster(KNET + compression, 1, 2, key(KEY_BYTES))) {
            cluster.whole();
            try (var tour = new Tour(cluster.joinAll("compressed"))) {
                for (int size : new int[] {2000, 60_000}) {
                    tour.mark(tour.all().getFirst());
                    tour.allSend(50, size);
                    tour.assertSame(100);
                }
            }
            assertThat(cluster.real(0).statistic("stats.knet.handle.rx_compressed_packets"))
                    .isPositive();
            assertThat(cluster.real(0).statistic("stats.knet.handle.tx_compressed_packets"))
                    .isPositive();
        }
    }

    @Test
    void checkpoint16ALinkIsAddedThenTheOldOneRemovedThenTheKeyChangedByACorosyncNode() throws IOException {
        try (var cluster = cluster(ENCRYPTED, 1)) {
            cluster.whole();
            long rings = cluster.ours().counter("operational_entered");
            try (var tour = new Tour(cluster.joinAll("reload"))) {
                tour.mark(tour.all().getFirst());
                tour.allSend(1000, 1000);
                reload(cluster, cluster.configuration().withLinks(List.of(0, 1)));
                Await.until("both links are up everywhere", () -> allConnected(cluster) && isLinked(cluster, 1));
                tour.assertSame(3000);

                tour.allSend(1000, 1000);
                reload(cluster, cluster.configuration().withLinks(List.of(1)));
                Await.until("the old link is gone", () -> !isLinked(cluster, 0));
                tour.assertSame(3000);

                tour.allSend(1000, 1000);
                writeKey(key(KEY_BYTES + 1));
                reload(cluster, cluster.configuration());
                awaitInUse(cluster);
                tour.allSend(1000, 1000);
                tour.assertSame(6000);
            }
            assertThat(cluster.ours().counter("operational_entered")).isEqualTo(rings);
            for (var real : cluster.real()) {
                assertThat(real.ask("corosync-cfgtool", "-s").output()).doesNotContain("disconnected");
            }
        }
    }

    @Test
    @Tag("long")
    void checkpoint16EncryptionBeginsAndEndsAndANodeComesAndGoesWhileMessagesFlow() throws IOException {
        try (var cluster = cluster(KNET, 1)) {
            cluster.configure(cluster.configuration().withNodes(2).withToken(PATIENT_TOKEN_MILLIS));
            var third = cluster.real(1);
            cluster.real(0).start();
            cluster.ours().start();
            cluster.awaitRing(2);
            long rings = cluster.ours().counter("operational_entered");
            reload(cluster, cluster.configuration().withNodes(3));
            awaitInUse(cluster);
            third.start();
            cluster.awaitRing(3);
            assertThat(cluster.ours().counter("operational_entered")).isEqualTo(rings + 1);
            for (var totem : List.of(ENCRYPTED, KNET, ENCRYPTED.replace("aes256", "aes128"))) {
                try (var tour = new Tour(
                        cluster.joinAll("crypto" + cluster.configuration().version()))) {
                    tour.mark(tour.all().getFirst());
                    tour.allSend(1000, 1000);
                    reload(cluster, withKey(cluster.configuration(), totem, 1));
                    awaitInUse(cluster);
                    tour.allSend(1000, 1000);
                    tour.assertSame(6000);
                }
                assertThat(cluster.ours().counter("operational_entered")).isEqualTo(rings + 1);
            }
            third.stop();
            cluster.awaitRing(2);
            reload(cluster, cluster.configuration().withNodes(2));
            awaitInUse(cluster);
            Await.until(
                    "it is not known any more", () -> link(cluster, 0, third).isEmpty());
        }
    }

    /** All have the file; a corosync node says when. */
    private static void reload(MixedCluster cluster, Configuration next) throws IOException {
        cluster.configure(next.withVersion(next.version() + 1));
        assertThat(cluster.real(0).ask("corosync-cfgtool", "-R").exitCode()).isZero();
    }

    private static void awaitInUse(MixedCluster cluster) {
        var line = "version " + cluster.configuration().version() + " of the configuration is in use";
        Await.until(line, () -> cluster.ours().log().contains(line));
    }

    /** Whether our node and a real one have this link to each other. */
    private static boolean isLinked(MixedCluster cluster, int link) throws IOException, InterruptedException {
        var real = cluster.real(0);
        return !link(cluster, link, real).isEmpty()
                || real.ask("corosync-cmapctl", "-m", "stats").output().contains("node" + OURS + ".link" + link + ".");
    }

    @Test
    void checkpoint17OfEightLinksEachCarriesWhenThoseBeforeItAreCut() throws IOException {
        assumeTrue(Network.hasIpv6(), "needs IPv6");
        var totem = new StringBuilder(KNET);
        for (int link = 0; link < Network.LINKS; link++) {
            totem.append(section(link, QUICK + "\n    knet_link_priority: " + (Network.LINKS - link)));
        }
        try (var cluster = cluster(totem.toString(), Network.LINKS, 2, key(KEY_BYTES))) {
            cluster.configure(cluster.configuration().withToken(PATIENT_TOKEN_MILLIS));
            cluster.whole();
            Await.until("all links are up everywhere", () -> allConnected(cluster));
            try (var tour = new Tour(cluster.joinAll("eight"))) {
                awaitUse(cluster, tour, 0);
                for (int link = 1; link < Network.LINKS; link++) {
                    cluster.network().cutLink(link - 1);
                    awaitUse(cluster, tour, link);
                }
            }
        }
    }

    @Test
    void checkpoint17LinksOfBothKindsOfAddressesCarryMessagesAlsoOnAnotherPort() throws IOException {
        assumeTrue(Network.hasIpv6(), "needs IPv6");
        int link = Network.IPV6_LINK;
        var preferred = section(link, "\n    knet_link_priority: 10\n    mcastport: 6000");
        try (var cluster = cluster(KNET + preferred, link + 1)) {
            cluster.whole();
            Await.until("all links are up everywhere", () -> allConnected(cluster));
            cluster.network().watch(OURS, "port6000", "meta nfproto ipv6 udp dport 6000 " + KnetPackets.DATA);
            try (var tour = new Tour(cluster.joinAll("kinds"))) {
                awaitUse(cluster, tour, link);
                tour.allSend(50, 60_000);
                tour.assertSame(150);
            }
            assertThat(cluster.network().watched(OURS, "port6000")).isPositive();
            for (var real : cluster.real()) {
                Await.until("corosync knows the size", () -> statistic(real, link, "mtu") == 1426);
            }
        }
    }

    private static String section(int link, String lines) {
        return "\n  interface {\n    linknumber: " + link + lines + "\n  }";
    }

    /** No link is down because nobody answers. */
    private static String patient() {
        return section(0, "\n    knet_ping_interval: 200\n    knet_ping_timeout: 120000");
    }

    /** A packet that arrives at our node from another is counted as something that was dropped. */
    private void assertCounted(MixedCluster cluster, int from, String kind, byte[] packet) throws IOException {
        var counter = "rx_msg_dropped_" + kind;
        long before = cluster.ours().counter(counter);
        var file = Files.write(folder.resolve("packet"), packet);
        Await.until(
                kind,
                () -> { // a datagram can be lost, so as many are sent as it takes
                    cluster.network().send(from, OURS, PORT, file);
                    return cluster.ours().counter(counter) > before;
                });
    }

    private static void watch(MixedCluster cluster, Node at, int from, String name, String match) {
        cluster.network().watch(at.id(), name, "ip saddr " + cluster.network().address(from) + " " + match);
    }

    /** By all real nodes together. */
    private static long watched(MixedCluster cluster, String name) {
        return cluster.real().stream()
                .mapToLong(real -> cluster.network().watched(real.id(), name))
                .sum();
    }

    /** What corosync knows of one of its links to our node. */
    private static long statistic(CorosyncNode real, int link, String key) {
        return real.statistic("stats.knet.node" + OURS + ".link" + link + "." + key);
    }

    /** What our node says of one of its links. */
    private static String link(MixedCluster cluster, int link, Node node) throws IOException, InterruptedException {
        return cluster.ours()
                .shell("ring:links")
                .output()
                .lines()
                .filter(line -> line.matches(link + " +" + node.id() + " .*"))
                .findFirst()
                .orElse("");
    }

    /** Of our node, and of a real one. */
    private static boolean allConnected(MixedCluster cluster) throws IOException, InterruptedException {
        return !cluster.ours().shell("ring:links").output().contains("disconnected")
                && !cluster.real(0).ask("corosync-cfgtool", "-s").output().contains("disconnected");
    }

    private MixedCluster cluster(String totem, int links) throws IOException {
        return cluster(totem, links, 3, key(KEY_BYTES));
    }

    private MixedCluster cluster(String totem, int links, int nodes, byte[] key) throws IOException {
        var cluster = new MixedCluster(folder, nodes, OURS);
        writeKey(key);
        cluster.configure(withKey(cluster.configuration(), totem, links));
        return cluster;
    }

    private Configuration withKey(Configuration configuration, String totem, int links) {
        return configuration.withTotem(totem + "\n  keyfile: " + folder.resolve("authkey"), links);
    }

    private void writeKey(byte[] key) throws IOException {
        var file = folder.resolve("authkey");
        Files.deleteIfExists(file);
        Files.write(file, key);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
    }

    /** The longer one begins otherwise. */
    private static byte[] key(int bytes) {
        var key = new byte[bytes];
        new Random(bytes).nextBytes(key);
        return key;
    }
}
