package org.quorate.integration.corosync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quorate.integration.corosync.EngineCluster.Engine;
import org.quorate.integration.nodes.Await;

/** What process groups, ring, quorum and the tree on them promise, whatever the engine is; subclasses say which. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EngineContractTest {
    private final List<Engine> engines;
    private EngineCluster cluster;

    /** With these engines of the nodes 1, 2, 3. */
    EngineContractTest(Engine... engines) {
        this.engines = List.of(engines);
    }

    @BeforeAll
    void make(@TempDir Path folder) throws Exception {
        Peers.assume();
        cluster = new EngineCluster(folder, engines);
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

    EngineCluster cluster() {
        return cluster;
    }

    // ---- process groups

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1200, 5000, (1 << 20) - 1024, 2_000_000})
    void messagesOfAllSizesComeInOneOrderFromThreeSendersAtOnce(int size) throws Exception {
        try (var tour = cluster.tour("sizes")) {
            tour.mark(tour.all().getFirst());
            int count = size > 100_000 ? 5 : 200;
            tour.allSend(count, size);
            tour.assertSame(3L * count);
        }
    }

    @Test
    void aFloodLosesNothing() throws Exception {
        try (var tour = cluster.tour("flood")) {
            tour.mark(tour.all().getFirst());
            tour.allSend(5000, 300);
            tour.assertSame(15_000);
        }
    }

    @Test
    void whoLeavesAndJoinsAgainIsSeenByAllForTheSameReasons() throws Exception {
        try (var tour = cluster.tour("members")) {
            var client = tour.of(cluster.node(3));
            client.tell("leave");
            client.await("left");
            for (var other : List.of(cluster.node(1), cluster.node(2))) {
                awaitChange(tour.of(other), " left " + client.self() + ":2 joined");
            }
            try (var again = cluster.node(3).join("members")) {
                again.awaitMembers(tour.of(cluster.node(1)), tour.of(cluster.node(2)), again);
                for (var other : List.of(cluster.node(1), cluster.node(2))) {
                    awaitChange(tour.of(other), " joined " + client.self() + ":1");
                }
            }
        }
    }

    @Test
    void theProcessesOfANodeThatDiesAreGoneAndSurvivorsHaveHeardTheSame() throws Exception {
        try (var tour = cluster.tour("victims")) {
            tour.mark(tour.all().getFirst());
            var gone = tour.of(cluster.node(2)).self();
            var survivors = List.of(tour.of(cluster.node(1)), tour.of(cluster.node(3)));
            tour.allSend(2000, 500);
            cluster.kill(2);
            for (var survivor : survivors) {
                awaitChange(survivor, " left " + gone + ":3");
                survivor.await("sent 2000 500");
            }
            new Tour(survivors).assertSame();
        }
    }

    @Test
    void partsSeeEachOtherGoAndComeBack() throws Exception {
        try (var tour = cluster.tour("parts")) {
            var alone = tour.of(cluster.node(1));
            cluster.network().cut(1, 2);
            cluster.network().cut(1, 3);
            for (var other : List.of(cluster.node(2), cluster.node(3))) {
                awaitChange(tour.of(other), " left " + alone.self() + ":3");
            }
            awaitChange(alone, "change " + alone.self() + " left");
            Await.until("one node of three is not quorate", () -> !isQuorate(1));
            assertThat(cluster.node(1).shell("tree:mkdir /refused").output()).contains("no quorum");
            assertThat(cluster.node(2).shell("tree:mkdir /meanwhile").exitCode())
                    .isZero();
            cluster.network().heal();
            cluster.awaitRing(3);
            for (var other : List.of(cluster.node(2), cluster.node(3))) {
                awaitChange(tour.of(other), " joined " + alone.self() + ":4");
            }
            tour.all().forEach(client -> client.awaitMembers(tour.all().toArray(GroupClient[]::new)));
            tour.allSend(10, 10);
            tour.assertSame();
            cluster.awaitOneTree();
            assertThat(cluster.node(1).shell("tree:ls /").output())
                    .contains("meanwhile")
                    .doesNotContain("refused");
            cluster.node(1).shell("tree:rm /meanwhile");
        }
    }

    private static void awaitChange(GroupClient client, String part) {
        Await.until(
                client + " has heard \"" + part + "\"",
                () -> client.changes(0).stream().anyMatch(line -> line.contains(part)));
    }

    // ---- the quorum

    @Test
    void aMajorityIsQuorateAndWhatIsExpectedCanBeChanged() throws Exception {
        cluster.kill(3);
        cluster.awaitRing(2);
        Await.until("two of three are quorate", () -> isQuorate(1) && isQuorate(2));
        assertThat(cluster.node(1).shell("pvecm:expected 1").exitCode()).isNotZero();
        assertThat(cluster.node(1).shell("pvecm:expected 2").exitCode()).isZero();
        for (int id : List.of(1, 2)) {
            Await.until(
                    "node " + id + " expects 2",
                    () -> cluster.node(id)
                            .shell("quorum:status")
                            .output()
                            .matches("(?s).*Expected votes: +2\n.*Quorum: +2 .*"));
        }
        cluster.kill(2);
        cluster.awaitRing(1);
        Await.until("one of two is not quorate", () -> !isQuorate(1));
        assertThat(cluster.node(1).shell("tree:mkdir /alone").output()).contains("no quorum");
        cluster.whole();
        Await.until(
                "all three expect 3 again",
                () -> cluster.node(1)
                        .shell("quorum:status")
                        .output()
                        .matches("(?s).*Expected votes: +3\n.*Total votes: +3\n.*"));
    }

    boolean isQuorate(int id) throws Exception {
        return cluster.node(id).shell("node:state").output().contains("quorate=yes");
    }

    // ---- the tree

    @Test
    void whatOneNodeWritesAllHave() throws Exception {
        for (var writer : cluster.nodes()) {
            assertThat(writer.shell("tree:mkdir /by-" + writer.id()).exitCode()).isZero();
        }
        cluster.awaitOneTree();
        for (var reader : cluster.nodes()) {
            assertThat(reader.shell("tree:ls /").output()).contains("by-1", "by-2", "by-3");
        }
        for (var remover : cluster.nodes()) {
            assertThat(remover.shell("tree:rm /by-" + remover.id()).exitCode()).isZero();
        }
    }
}
