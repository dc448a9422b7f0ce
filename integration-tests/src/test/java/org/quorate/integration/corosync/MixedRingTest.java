package org.quorate.integration.corosync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quorate.integration.nodes.Await;

/**
 * Two real corosync nodes and one Quorate node over udpu, or udp. The numbers are those of the table in README.md; subclasses
 * give the Quorate node each of the three ids.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class MixedRingTest {
    /** {@code -Dquorate.long=true}: a minute becomes ten, thousands become a million. */
    private static final boolean LONG = Boolean.getBoolean("quorate.long");

    /** Of one rotation on an idle ring of three nodes: (token + 650 ms) / 4.2 * 0.8 - 10. */
    private static final int HOLD_MILLIS = 303;

    private static final int MERGE_MILLIS = 200;

    private final int position;
    private final String transport;
    private MixedCluster cluster;

    MixedRingTest(int position) {
        this(position, "udpu");
    }

    MixedRingTest(int position, String transport) {
        this.position = position;
        this.transport = transport;
    }

    @BeforeAll
    void make(@TempDir Path folder) throws Exception {
        Peers.assume();
        cluster = new MixedCluster(folder, 3, position);
        cluster.configure(cluster.configuration().withTotem("transport: " + transport, 1));
    }

    @AfterAll
    void end() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @BeforeEach
    void whole() throws Exception {
        cluster.whole();
    }

    @Test
    void checkpoint02ANodeAloneFormsARingOfItsOwnAndKeepsItsNumber() throws Exception {
        cluster.real().forEach(CorosyncNode::kill);
        cluster.ours().stop();
        long stored = sequenceInFile();
        cluster.ours().start();
        Await.until("alone in a ring", () -> cluster.ours().sees(1));
        assertThat(cluster.ours().status("ring"))
                .isEqualTo(Integer.toHexString(position) + "." + Long.toHexString(stored + 5));
        assertThat(sequenceInFile()).isEqualTo(stored + 5);
        Await.until("synchronised", () -> cluster.ours().log().contains("services synchronised"));
    }

    @Test
    void checkpoint03TwoNodesAreOneRingWhicheverIsFirst() throws Exception {
        for (var real : cluster.real()) {
            cluster.nodes().forEach(Node::kill);
            int from = real.log().length();
            real.start();
            cluster.ours().start();
            cluster.awaitRing(2);
            Await.until(
                    "corosync has synchronised",
                    () -> real.log()
                            .substring(from)
                            .matches("(?s).*A new membership \\([^)]*\\) was formed\\. Members joined: [0-9 ]*\\b"
                                    + position + "\\b.*Completed service synchronization, ready to provide service.*"));
        }
    }

    @Test
    void checkpoint04AnIdleRingRotatesOnceInEachHoldTimeAndNobodyGathers() throws Exception {
        var real = cluster.real(0);
        awaitRest();
        long gathers = gathers();
        long tokens = real.statistic("stats.srp.orf_token_rx");
        long detects = cluster.ours().counter("memb_merge_detect_rx");
        long seconds = LONG ? 600 : 60;
        long rotations = TimeUnit.SECONDS.toMillis(seconds) / HOLD_MILLIS;
        Await.within(
                Duration.ofSeconds(2 * seconds),
                rotations + " rotations",
                () -> real.statistic("stats.srp.orf_token_rx") >= tokens + rotations);
        assertThat(gathers()).isEqualTo(gathers);
        if (position == 1) {
            assertThat(real.statistic("stats.srp.memb_merge_detect_rx")).isPositive();
            assertThat(cluster.ours().counter("memb_merge_detect_rx")).isEqualTo(detects);
        } else {
            assertThat(cluster.ours().counter("memb_merge_detect_rx")).isGreaterThan(detects);
        }
    }

    @Test
    void checkpoint05ANodeThatIsRestartedAgainAndAgainIsNeverLeftOut() throws Exception {
        long before = sequence();
        for (int i = 0; i < (LONG ? 20 : 3); i++) {
            cluster.ours().stop();
            Await.until("gone", () -> cluster.real(0).sees(2) && cluster.real(1).sees(2));
            cluster.ours().start();
            cluster.awaitRing(3);
            long now = sequence();
            assertThat(now).isGreaterThan(before);
            before = now;
        }
    }

    @Test
    void checkpoint06AMessageWakesAnIdleRing() throws Exception {
        try (var tour = tour("wake")) {
            for (var sender : tour.all()) {
                var micros = new ArrayList<Long>();
                for (int i = 0; i < 3; i++) {
                    awaitRest();
                    int from = sender.position();
                    tour.mark(sender);
                    micros.add(Long.parseLong(sender.await(from, "own ").split(" ")[1]));
                }
                // Whoever waits for the token instead of waking it waits for half of the hold time on average.
                assertThat(micros).as("of %s, in µs", sender).anyMatch(took -> took < HOLD_MILLIS * 1000 / 10);
            }
        }
    }

    @Test
    void checkpoint07AllSeeTheSameProcessesComeAndGoForTheSameReasons() throws Exception {
        try (var tour = tour("members")) {
            var froms = tour.all().stream().map(GroupClient::position).toList();
            var late = new ArrayList<GroupClient>();
            for (var node : cluster.real()) {
                var client = node.join("members");
                late.add(client);
                awaitChange(tour, froms, " joined " + client.self() + ":1");
            }
            late.get(0).tell("leave");
            awaitChange(tour, froms, " left " + late.get(0).self() + ":2");
            late.get(1).close(); // is killed
            awaitChange(tour, froms, " left " + late.get(1).self() + ":5");
            cluster.real(1).kill();
            var gone = tour.of(cluster.real(1)).self();
            for (int i = 0; i < tour.all().size(); i++) {
                if (tour.all().get(i) != tour.of(cluster.real(1))) {
                    awaitChange(tour.all().get(i), froms.get(i), " left " + gone + ":3");
                }
            }
            var ours = tour.all().indexOf(tour.of(cluster.ours()));
            var theirs = tour.all().indexOf(tour.of(cluster.real(0)));
            assertThat(tour.all().get(ours).changes(froms.get(ours)))
                    .isEqualTo(tour.all().get(theirs).changes(froms.get(theirs)));
            late.forEach(GroupClient::close);
        }
    }

    @Test
    void checkpoint07AProcessOfTheQuorateNodeLeavesAndJoinsAgain() throws Exception {
        try (var tour = tour("ours")) {
            var client = tour.of(cluster.ours());
            client.tell("leave");
            client.await("left");
            try (var _ = cluster.ours().join("ours")) {
                for (var real : cluster.real()) {
                    awaitChange(tour.of(real), 0, " left " + client.self() + ":2 joined");
                }
            }
            for (var real : cluster.real()) {
                Await.until(
                        real + " has heard that it left once more",
                        () -> tour.of(real).changes(0).stream()
                                        .filter(line -> line.contains(" left " + client.self() + ":2 joined"))
                                        .count()
                                == 2);
            }
        }
    }

    private static void awaitChange(Tour tour, List<Integer> froms, String part) {
        for (int i = 0; i < tour.all().size(); i++) {
            awaitChange(tour.all().get(i), froms.get(i), part);
        }
    }

    private static void awaitChange(GroupClient client, int from, String part) {
        Await.until(
                client + " has heard \"" + part + "\"",
                () -> client.changes(from).stream().anyMatch(line -> line.contains(part)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1199, 1200, 1201, 1219, 1220, 1400, 5000, (1 << 20) - 1024, 2_000_000})
    void checkpoint08MessagesOfAllSizesComeInOneOrderFromThreeSendersAtOnce(int size) throws Exception {
        try (var tour = tour("sizes")) {
            tour.mark(tour.all().getFirst());
            int count = size > 100_000 ? 5 : 200;
            tour.allSend(count, size);
            tour.assertSame(3L * count);
        }
    }

    @Test
    void checkpoint09AFloodLosesNothingAndAsksForNothingTwice() throws Exception {
        var logged = cluster.real().stream().map(MixedRingTest::retransmitLists).toList();
        long rings = cluster.ours().counter("operational_entered");
        try (var tour = tour("flood")) {
            tour.mark(tour.all().getFirst());
            int count = LONG ? 350_000 : 20_000;
            tour.allSend(count, 300);
            tour.assertSame(3L * count);
        }
        assertThat(cluster.ours().counter("operational_entered")).isEqualTo(rings);
        assertThat(cluster.real().stream().map(MixedRingTest::retransmitLists).toList())
                .isEqualTo(logged);
    }

    private static long retransmitLists(CorosyncNode node) {
        try {
            return node.log()
                    .lines()
                    .filter(line -> line.contains("Retransmit List"))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 20})
    void checkpoint10NothingDivergesWhenPacketsAreLostOnTheirWayToEachNode(int percent) throws Exception {
        try (var tour = tour("loss")) {
            tour.mark(tour.all().getFirst());
            for (var node : cluster.nodes()) {
                cluster.network().lose(node.id(), percent);
            }
            int count = LONG ? 5000 : percent == 20 ? 100 : 500;
            tour.allSend(count, 500);
            tour.assertSame(3L * count);
            assertThat(cluster.nodes().stream()
                            .mapToLong(node -> cluster.network().lost(node.id()))
                            .sum())
                    .as("packets lost")
                    .isPositive();
        }
    }

    @Test
    void checkpoint11ANodeThatDiesAtIdleIsMissed() throws Exception {
        for (var victim : List.of(cluster.ours(), cluster.real(0))) {
            cluster.whole();
            long rings = sequence();
            victim.kill();
            cluster.awaitRing(2);
            assertThat(sequence()).isGreaterThan(rings);
        }
    }

    @Test
    void checkpoint11SurvivorsOfANodeThatDiesUnderLoadHaveHeardTheSame() throws Exception {
        for (var victim : List.of(cluster.real(1), cluster.real(0))) {
            cluster.whole();
            try (var tour = tour("victims")) {
                tour.mark(tour.all().getFirst());
                var gone = tour.of(victim).self();
                var survivors = tour.all().stream()
                        .filter(client -> client != tour.of(victim))
                        .toList();
                tour.allSend(5_000, 1000);
                Await.until("the load is under way", () -> cluster.real(0).statistic("stats.srp.mcast_rx") > 500);
                victim.kill();
                for (var survivor : survivors) {
                    awaitChange(survivor, 0, " left " + gone + ":3");
                    survivor.await("sent 5000 1000");
                }
                cluster.awaitRing(2);
                new Tour(survivors).assertSame();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 110, 1000})
    void checkpoint14ANodeThatWasPausedComesBack(int percentOfToken) throws Exception {
        for (var victim : List.of(cluster.ours(), cluster.real(0))) {
            cluster.whole();
            long gathers = gathers();
            try (var tour = tour("pause")) {
                tour.mark(tour.all().getFirst());
                victim.pause();
                try {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(
                            (long) cluster.configuration().effectiveTokenMillis() * percentOfToken / 100));
                } finally {
                    victim.resume();
                }
                cluster.awaitRing(3);
                tour.all().forEach(client -> client.awaitMembers(tour.all().toArray(GroupClient[]::new)));
                tour.allSend(100, 100);
                new Tour(tour.all()).assertSame();
            }
            assertThat(gathers() - gathers)
                    .as("a storm has one for each join, a hundred in five seconds")
                    .isLessThan(80);
        }
    }

    @Test
    void checkpoint15PartsThatWereCutBecomeOneRingAgainAndSeeEachOtherGoAndCome() throws Exception {
        for (var alone : cluster.nodes()) {
            cluster.whole();
            try (var tour = tour("parts")) {
                var others =
                        cluster.nodes().stream().filter(node -> node != alone).toList();
                var froms = tour.all().stream().map(GroupClient::position).toList();
                others.forEach(other -> cluster.network().cut(alone.id(), other.id()));
                for (int i = 0; i < others.size(); i++) {
                    var client = tour.of(others.get(i));
                    awaitChange(
                            client,
                            froms.get(tour.all().indexOf(client)),
                            " left " + tour.of(alone).self() + ":3");
                }
                awaitChange(
                        tour.of(alone),
                        froms.get(tour.all().indexOf(tour.of(alone))),
                        "change " + tour.of(alone).self() + " left");
                cluster.network().heal();
                cluster.awaitRing(3);
                var all = tour.all().toArray(GroupClient[]::new);
                tour.all().forEach(client -> client.awaitMembers(all));
                assertThat(changes(tour, others.get(0), froms)).isEqualTo(changes(tour, others.get(1), froms));
                assertThat(changes(tour, others.get(0), froms).getLast())
                        .endsWith(" joined " + tour.of(alone).self() + ":4");
                tour.allSend(10, 10);
                tour.assertSame();
            }
        }
    }

    private static List<String> changes(Tour tour, Node node, List<Integer> froms) {
        var client = tour.of(node);
        return client.changes(froms.get(tour.all().indexOf(client)));
    }

    @Test
    void checkpoint16ANodeThatStopsInOrderIsMissedAtOnce() throws Exception {
        int from = cluster.real(0).log().length();
        cluster.ours().stop();
        cluster.awaitRing(2);
        assertThat(cluster.real(0).log().substring(from))
                .contains("Members left: " + position)
                .doesNotContain("Failed to receive the leave message", "A processor failed", "Token has not been");

        cluster.whole();
        int ourFrom = cluster.ours().log().length();
        cluster.real(1).stop();
        cluster.awaitRing(2);
        assertThat(cluster.ours().log().substring(ourFrom)).doesNotContain("token lost", "no consensus");
    }

    @Test
    void checkpoint19CorosyncShowsTheVotesOfTheQuorateNodeAndBothChangeWhatIsExpected() throws Exception {
        for (var real : cluster.real()) {
            assertThat(real.quorum("Expected votes")).isEqualTo("3");
            assertThat(real.quorum("Total votes")).isEqualTo("3");
            assertThat(real.quorum()).containsPattern("(?m)^ +" + position + " +1 n" + position + "\\b");
        }
        cluster.ours().kill();
        cluster.awaitRing(2);
        assertThat(cluster.real(0).quorum("Quorate")).isEqualTo("Yes");
        cluster.whole();

        cluster.real(1).kill();
        cluster.awaitRing(2);
        assertThat(cluster.ours().shell("pvecm:expected 2").exitCode()).isZero();
        Await.until(
                "corosync expects 2",
                () -> cluster.real(0).quorum("Expected votes").equals("2"));
        assertThat(cluster.real(0).ask("corosync-quorumtool", "-e", "3").exitCode())
                .isZero();
        Await.until(
                "the Quorate node expects 3",
                () -> cluster.ours().shell("quorum:status").output().matches("(?s).*Expected votes: +3\\n.*"));
        cluster.real(0).kill();
        Await.until(
                "alone it is not quorate",
                () -> cluster.ours().shell("node:state").output().contains("quorate=no"));
    }

    @Test
    void checkpoint20ARequestOfCorosyncMakesTheQuorateNodeReadItsConfigurationAgain() throws Exception {
        cluster.configure(
                cluster.configuration().withVersion(cluster.configuration().version() + 1));
        int from = cluster.ours().log().length();
        assertThat(cluster.real(0).ask("corosync-cfgtool", "-R").exitCode()).isZero();
        Await.until(
                "it is read again", () -> cluster.ours().log().substring(from).contains("read again"));
        cluster.real(1).kill();
        cluster.awaitRing(2);
        cluster.real(1).start(); // with the new version, as the others have it now
        cluster.awaitRing(3);
    }

    @Test
    void checkpoint20ANodeThatIsKilledByCorosyncEndsAndSaysWhoAskedForIt() throws Exception {
        assertThat(cluster.real(0)
                        .ask("corosync-cfgtool", "-k", Integer.toString(position))
                        .exitCode())
                .isZero();
        cluster.ours().awaitEnd();
        assertThat(cluster.ours().output()).contains("node " + cluster.real(0).id() + " asked this node to end");
    }

    @Test
    void checkpoint20ACorosyncNodeThatShutsDownIsMissedAtOnce() throws Exception {
        int from = cluster.ours().log().length();
        assertThat(cluster.real(0).ask("corosync-cfgtool", "-H").exitCode()).isZero();
        cluster.real(0).awaitEnd();
        cluster.awaitRing(2);
        assertThat(cluster.ours().log().substring(from))
                .contains("node " + cluster.real(0).id() + " is about to leave")
                .doesNotContain("token lost");
    }

    @Test
    void checkpoint20ANodeWithAnOldConfigurationStopsItself() throws Exception {
        cluster.nodes().forEach(Node::kill);
        var old = cluster.configuration();
        cluster.configure(old.withVersion(old.version() + 1));
        old.write(cluster.ours().folder());
        cluster.real().forEach(MixedRingTest::start);
        cluster.awaitRing(2);
        cluster.ours().start();
        cluster.ours().awaitEnd();
        assertThat(cluster.ours().output()).contains("config_version");
        cluster.configure(cluster.configuration());
    }

    private static void start(Node node) {
        try {
            node.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void checkpoint21GarbageFromTheAddressOfAMemberChangesNothing() throws Exception {
        long gathers = gathers();
        long garbage = cluster.ours().counter("rx_msg_dropped_garbage");
        var script = "for i in $(seq 50); do head -c $((1 + RANDOM % 3000)) /dev/urandom > /dev/udp/"
                + cluster.network().address(position) + "/5405; done";
        var command = cluster.network().inside(cluster.real(0).id(), List.of("bash", "-c", script));
        Await.until(
                "300 are counted",
                () -> { // a datagram can be lost, so as many are sent as it takes
                    new Command(command).output();
                    return cluster.ours().counter("rx_msg_dropped_garbage") >= garbage + 300;
                });
        assertThat(gathers()).isEqualTo(gathers);
        assertThat(cluster.ours().sees(3)).isTrue();
    }

    private Tour tour(String group) throws Exception {
        return new Tour(cluster.joinAll(group));
    }

    /**
     * Who keeps the token looks for other rings. A corosync node behind it knows only one rotation later that the token
     * rests, and does not call for it before.
     */
    private void awaitRest() {
        var watcher = cluster.real(1);
        var key = "stats.srp.memb_merge_detect_rx";
        long enough = watcher.statistic(key) + 1 + HOLD_MILLIS / MERGE_MILLIS + 1;
        Await.until("all know that the token rests", () -> watcher.statistic(key) >= enough);
    }

    private long gathers() throws Exception {
        long sum = cluster.ours().counter("gather_entered");
        for (var node : cluster.real()) {
            sum += node.statistic("stats.srp.gather_entered");
        }
        return sum;
    }

    private long sequence() throws Exception {
        var ring = cluster.ours().isAlive()
                ? cluster.ours().status("ring")
                : cluster.real(1).quorum("Ring ID");
        return Long.parseLong(ring.substring(ring.indexOf('.') + 1), 16);
    }

    private long sequenceInFile() throws Exception {
        return ByteBuffer.wrap(Files.readAllBytes(cluster.ours().ringFile()))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
    }
}
