package org.quorate.quorum.votequorum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quorate.quorum.QuorumRefusedException;
import org.quorate.quorum.QuorumStatus;
import org.quorate.quorum.QuorumStatus.Flag;
import org.quorate.ring.RingId;

class VotequorumEngineTest {
    private static final String PROVIDER = "provider: corosync_votequorum";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final FakeRing ring = new FakeRing();
    private final List<VotequorumEngine> engines = new ArrayList<>();

    @AfterEach
    void close() {
        engines.forEach(VotequorumEngine::close);
    }

    private VotequorumEngine engine(int id, int nodes, String... quorum) throws Exception {
        var lines = new ArrayList<>(List.of(quorum));
        lines.addFirst(PROVIDER);
        var engine = new VotequorumEngine(
                Nodes.configuration(id, nodes, lines.toArray(String[]::new)), Nodes.home(folder.resolve("n" + id)));
        engines.add(engine);
        return engine;
    }

    private VotequorumEngine attached(int id, int nodes, String... quorum) throws Exception {
        var engine = engine(id, nodes, quorum);
        ring.attach(id, engine);
        return engine;
    }

    @Test
    void beforeTheFirstRingThereIsNoQuorum() throws Exception {
        var status = engine(1, 3).status();
        assertThat(status.provider()).isEqualTo("corosync_votequorum");
        assertThat(status.localNodeId()).isEqualTo(1);
        assertThat(status.quorate()).isFalse();
        assertThat(status.ring()).isEqualTo(RingId.NONE);
        assertThat(status.expectedVotes()).isEqualTo(3);
        assertThat(status.quorum()).isEqualTo(2);
        assertThat(status.nodes()).isEmpty();
    }

    @Test
    void aRingIsCountedWithNamesAndAddresses() throws Exception {
        attached(1, 3, "wait_for_all: 1");
        var second = attached(2, 3, "wait_for_all: 1");
        attached(3, 3, "wait_for_all: 1");
        var id = ring.form();
        assertThat(second.status())
                .isEqualTo(new QuorumStatus(
                        "corosync_votequorum",
                        2,
                        id,
                        true,
                        3,
                        3,
                        3,
                        2,
                        Set.of(Flag.QUORATE, Flag.WAIT_FOR_ALL),
                        List.of(
                                new QuorumStatus.Node(1, 1, "n1", "192.0.2.1"),
                                new QuorumStatus.Node(2, 1, "n2", "192.0.2.2"),
                                new QuorumStatus.Node(3, 1, "n3", "192.0.2.3"))));
    }

    @Test
    void flagsComeInTheOrderInWhichTheyArePrinted() throws Exception {
        var engine = attached(1, 2, "two_node: 1", "last_man_standing: 1", "allow_downscale: 1");
        attached(2, 2, "two_node: 1");
        ring.form();
        assertThat(engine.status().flags())
                .containsExactly(
                        Flag.TWO_NODE, Flag.QUORATE, Flag.WAIT_FOR_ALL, Flag.LAST_MAN_STANDING, Flag.ALLOW_DOWNSCALE);
    }

    @Test
    void aNodeThatIsNotConfiguredHasItsNumberForAName() throws Exception {
        var engine = attached(1, 1);
        attached(2, 2);
        ring.form();
        assertThat(engine.status().nodes()).last().isEqualTo(new QuorumStatus.Node(2, 1, "2", ""));
    }

    // ---- listeners

    @Test
    void aListenerIsToldOnceWhenItIsFoundAndThenOfEachCount() throws Exception {
        var engine = attached(1, 2);
        var heard = new ArrayList<QuorumStatus>();
        engine.addListener(heard::add);
        assertThat(heard).hasSize(1);
        ring.form();
        attached(2, 2);
        ring.form();
        assertThat(heard).extracting(QuorumStatus::quorate).containsExactly(false, false, true);
        assertThat(heard).last().isEqualTo(engine.status());
    }

    @Test
    void aListenerThatIsGoneOrFailsDisturbsNobody() throws Exception {
        var engine = attached(1, 1);
        var heard = new ArrayList<QuorumStatus>();
        var gone = new ArrayList<QuorumStatus>();
        org.quorate.quorum.QuorumListener leaving = gone::add;
        engine.addListener(_ -> {
            throw new IllegalStateException("told too much");
        });
        engine.addListener(leaving);
        engine.addListener(heard::add);
        engine.removeListener(leaving);
        ring.form();
        assertThat(gone).hasSize(1);
        assertThat(heard).hasSize(2);
    }

    // ---- expected votes

    @Test
    void expectedVotesAreSetOnAllMembersFromAnyThread() throws Exception {
        var first = attached(1, 5);
        var second = attached(2, 5);
        ring.form();
        var answer = CompletableFuture.runAsync(() -> expect(second, 2));
        ring.runTask();
        answer.join();
        assertThat(first.status().expectedVotes()).isEqualTo(2);
        assertThat(first.status().quorate()).isTrue();
        assertThat(second.status()).extracting(QuorumStatus::quorate).isEqualTo(true);
    }

    private static void expect(VotequorumEngine engine, int votes) {
        try {
            engine.expectVotes(votes);
        } catch (QuorumRefusedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aRefusalNamesTheRuleAndTheNumbers() throws Exception {
        var engine = attached(1, 5);
        attached(2, 5);
        attached(3, 5);
        ring.form();
        assertThatThrownBy(() -> engine.expectVotes(2))
                .isInstanceOf(QuorumRefusedException.class)
                .hasMessageContaining("2")
                .hasMessageContaining("less than the 3 votes present");
        assertThatThrownBy(() -> engine.expectVotes(6))
                .isInstanceOf(QuorumRefusedException.class)
                .hasMessageContaining("quorum would be 4");
    }

    @Test
    void withoutARingExpectedVotesAreRefused() throws Exception {
        var engine = engine(1, 3);
        assertThatThrownBy(() -> engine.expectVotes(1))
                .isInstanceOf(QuorumRefusedException.class)
                .hasMessageContaining("in no ring");
        ring.attach(1, engine);
        assertThatThrownBy(() -> engine.expectVotes(1)).hasMessageContaining("being formed");
    }

    // ---- votes of a node

    @Test
    void votesOfANodeAreSetOnAllMembersFromAnyThread() throws Exception {
        var first = attached(1, 3);
        var second = attached(2, 3);
        attached(3, 3);
        ring.form();
        var answer = CompletableFuture.runAsync(() -> vote(second, 1, 2));
        ring.runTask();
        answer.join();
        for (var engine : List.of(first, second)) {
            assertThat(engine.status().totalVotes()).isEqualTo(4);
            assertThat(engine.status().nodes()).first().isEqualTo(new QuorumStatus.Node(1, 2, "n1", "192.0.2.1"));
        }
    }

    private static void vote(VotequorumEngine engine, int node, int votes) {
        try {
            engine.setVotes(node, votes);
        } catch (QuorumRefusedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void votesThatWouldCostTheQuorumOrAreOfNoMemberAreRefused() throws Exception {
        var engine = attached(1, 3);
        attached(2, 3);
        ring.form();
        assertThatThrownBy(() -> engine.setVotes(2, 0))
                .isInstanceOf(QuorumRefusedException.class)
                .hasMessageContaining("would have 1 votes and lose its quorum of 2");
        assertThatThrownBy(() -> engine.setVotes(3, 2)).hasMessageContaining("node 3 is no member of the ring");
        assertThatThrownBy(() -> engine.setVotes(2, 1 << 20)).hasMessageContaining("must be at most");
        assertThat(engine.status().totalVotes()).isEqualTo(2);
    }

    // ---- what else happens to it

    @Test
    void anEngineThatIsDetachedIsNotQuorateAndBeginsAnew() throws Exception {
        var engine = attached(1, 1);
        ring.form();
        assertThat(engine.status().quorate()).isTrue();
        var heard = new ArrayList<QuorumStatus>();
        engine.addListener(heard::add);
        ring.detach(1);
        assertThat(heard).last().extracting(QuorumStatus::quorate).isEqualTo(false);
        assertThat(engine.status().ring()).isEqualTo(RingId.NONE);
        ring.attach(1, engine);
        ring.form();
        assertThat(engine.status().quorate()).isTrue();
    }

    @Test
    void theWindowOfLastManStandingIsATaskOnTheRing() throws Exception {
        var lines = new String[] {"last_man_standing: 1", "last_man_standing_window: 2500"};
        var engine = attached(1, 3, lines);
        attached(2, 3, lines);
        attached(3, 3, lines);
        ring.form();
        ring.detach(3);
        ring.form();
        assertThat(ring.scheduled)
                .extracting(FakeRing.Scheduled::delay)
                .containsOnly(Duration.ofMillis(2500))
                .hasSize(2);
        assertThat(engine.status().expectedVotes()).isEqualTo(3);
        ring.scheduled.forEach(due -> due.task().run());
        assertThat(engine.status().expectedVotes()).isEqualTo(2);
    }

    @Test
    void aWindowThatWasReplacedDoesNothingWhenItsTimeHasCome() throws Exception {
        var engine = attached(1, 4, "last_man_standing: 1");
        for (int id = 2; id <= 4; id++) {
            attached(id, 4);
        }
        ring.form();
        ring.detach(4);
        ring.form();
        var replaced = List.copyOf(ring.scheduled);
        attached(5, 5);
        ring.form();
        ring.detach(5);
        ring.form();
        assertThat(ring.scheduled).hasSize(2);
        replaced.forEach(due -> due.task().run());
        assertThat(engine.status().expectedVotes()).isEqualTo(4);
    }

    @Test
    void trackedVotesSurviveOnDisk() throws Exception {
        var engine = attached(1, 1, "expected_votes_tracking: 1");
        attached(2, 2);
        attached(3, 3);
        ring.form();
        assertThat(engine.status().expectedVotes()).isEqualTo(3);
        engine.close();
        assertThat(Files.readAllBytes(folder.resolve("n1/state/ev_tracking"))).containsExactly(3, 0, 0, 0);
        assertThat(engine(1, 1, "expected_votes_tracking: 1").status().expectedVotes())
                .isEqualTo(3);
        assertThat(engine(1, 1).status().expectedVotes()).isEqualTo(1);
    }

    @Test
    void aFileThatHoldsNoNumberIsIgnored() throws Exception {
        Files.createDirectories(folder.resolve("n1/state"));
        for (var content : List.of(new byte[] {1, 2}, new byte[] {-1, -1, -1, -1})) {
            Files.write(folder.resolve("n1/state/ev_tracking"), content);
            assertThat(engine(1, 3, "expected_votes_tracking: 1").status().expectedVotes())
                    .isEqualTo(3);
        }
    }

    @Test
    void nonsenseOfAnotherNodeIsDropped() throws Exception {
        var engine = attached(1, 2);
        attached(2, 2);
        ring.form();
        var before = engine.status();
        for (int function = 0; function < 8; function++) {
            ring.say(2, function, ByteBuffer.allocate(16));
            ring.say(2, function, ByteBuffer.wrap(new byte[600]).putInt(20, -1).rewind());
        }
        assertThat(engine.status()).isEqualTo(before);
    }

    @Test
    void aReloadWithOtherVotesReachesAllMembers() throws Exception {
        var first = attached(1, 3);
        var second = attached(2, 3);
        ring.form();
        first.reload(Nodes.configuration(1, 2, PROVIDER));
        ring.runTask();
        assertThat(second.status().expectedVotes()).isEqualTo(2);
        first.reload(Nodes.configuration(1, 2, PROVIDER));
        first.reload(Nodes.configuration(1, 2, PROVIDER, "two_node: 1"));
        ring.runTask();
        assertThat(first.status().flags()).contains(Flag.TWO_NODE);
        assertThat(first.status().quorum()).isEqualTo(1);
    }
}
