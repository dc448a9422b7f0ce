package org.quorate.group.corosync;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quorate.group.GroupException;
import org.quorate.group.GroupMember;
import org.quorate.group.MembershipChange;
import org.quorate.group.ProcessGroup;
import org.quorate.quorum.QuorumRefusedException;
import org.quorate.quorum.QuorumStatus;
import org.quorate.quorum.QuorumStatus.Flag;
import org.quorate.ring.LinkStatus;
import org.quorate.ring.RingId;
import org.quorate.ring.RingPhase;

class CorosyncEngineTest {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final FakeDaemon daemon = new FakeDaemon(1);
    private final Heard heard = new Heard();
    private final List<String> stopped = new ArrayList<>();
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final Logger logger = Logger.getLogger(Outage.class.getName());
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord logged) {
            if (logged.getLevel().intValue() >= Level.WARNING.intValue()) {
                warnings.add(logged.getParameters()[0].toString());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private @Nullable CorosyncEngine engine;

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
    }

    @AfterEach
    void close() {
        if (engine != null) {
            engine.close();
        }
        logger.removeHandler(handler);
        assertThat(stopped).isEmpty();
    }

    private CorosyncEngine engine() throws Exception {
        var started = new CorosyncEngine(Nodes.of(1), (message, _) -> stopped.add(message), daemon, DEADLINE);
        engine = started;
        return started;
    }

    private static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    private ProcessGroup joined(CorosyncEngine started) throws InterruptedException {
        var group = started.join("tree\0", heard);
        heard.await("members 1");
        return group;
    }

    // ---- groups

    @Test
    void whatIsSentComesBackInItsOrder() throws Exception {
        daemon.start();
        var group = joined(engine());
        assertThat(group.self())
                .isEqualTo(new GroupMember(1, (int) ProcessHandle.current().pid()));
        for (int i = 0; i < 500; i++) {
            group.send(DEADLINE, text("a"), text(Integer.toString(i)));
        }
        heard.await("message a499");
        assertThat(heard.all()).hasSize(501);
        for (int i = 0; i < 500; i++) {
            assertThat(heard.all().get(i + 1)).isEqualTo("message a" + i);
        }
        assertThat(daemon.joined()).containsExactly("tree\0");
    }

    @Test
    void aGroupThatIsJoinedBeforeThereIsADaemonIsInItWhenItComes() throws Exception {
        var group = engine().join("early", heard);
        group.send(DEADLINE, text("waits"));
        daemon.awaitAttempts(2);
        daemon.start();
        heard.await("message waits");
        assertThat(warnings).containsExactly("the daemon does not answer; start it");
    }

    @Test
    void aDaemonWithoutTimeIsAskedAgain() throws Exception {
        daemon.start();
        daemon.busy(true);
        var group = engine().join("busy", heard);
        group.send(DEADLINE, text("first"));
        daemon.busy(false);
        heard.await("message first");
        daemon.busy(true);
        var filling = ByteBuffer.allocate(1 << 20);
        group.send(DEADLINE, filling.duplicate());
        assertThatThrownBy(() -> group.send(Duration.ofMillis(1), filling.duplicate()))
                .isInstanceOfSatisfying(
                        GroupException.class, e -> assertThat(e.reason()).isEqualTo(GroupException.Cause.BUSY));
        daemon.busy(false);
        group.send(DEADLINE, text("last"));
        heard.await("message last");
        assertThat(heard.all()).hasSize(4);
    }

    @Test
    void whenTheDaemonIsLostGroupsEndAndAreJoinedAnewWhenItIsBack() throws Exception {
        daemon.start();
        var started = engine();
        var group = joined(started);
        daemon.kill();
        heard.await("expelled: corosync is lost");
        assertThatThrownBy(() -> group.send(DEADLINE, text("too late")))
                .isInstanceOfSatisfying(
                        GroupException.class, e -> assertThat(e.reason()).isEqualTo(GroupException.Cause.LEFT));
        var again = started.join("tree\0", heard);
        daemon.awaitAttempts(2);
        assertThat(warnings).containsExactly("the daemon does not answer; start it");
        daemon.start();
        heard.await("members 1", 2);
        again.send(DEADLINE, text("new life"));
        heard.await("message new life");
        daemon.kill();
        heard.await("expelled: corosync is lost", 2);
        assertThat(warnings).hasSize(2);
    }

    @Test
    void aProcessThatLeavesIsHeardOfNoMoreAndMayJoinAgain() throws Exception {
        daemon.start();
        var started = engine();
        var group = joined(started);
        assertThatThrownBy(() -> started.join("tree\0", heard)).isInstanceOf(IllegalArgumentException.class);
        group.send(DEADLINE, text("goodbye"));
        group.close();
        int size = heard.all().size();
        joined(started).send(DEADLINE, text("hello"));
        heard.await("message hello");
        assertThat(heard.all().subList(size, heard.all().size())).containsExactly("members 1", "message hello");
        assertThatThrownBy(() -> group.send(DEADLINE, text("ghost"))).isInstanceOf(GroupException.class);
    }

    @Test
    void namesAndMessagesHaveTheirBounds() throws Exception {
        daemon.start();
        var started = engine();
        assertThatThrownBy(() -> started.join("", heard)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> started.join("x".repeat(128), heard)).isInstanceOf(IllegalArgumentException.class);
        var group = started.join("x".repeat(127), heard);
        var half = ByteBuffer.allocate((group.maxMessageBytes() >> 1) + 1);
        assertThatThrownBy(() -> group.send(DEADLINE, half, half))
                .isInstanceOfSatisfying(
                        GroupException.class, e -> assertThat(e.reason()).isEqualTo(GroupException.Cause.TOO_LARGE));
    }

    @Test
    void aListenerThatIsTooSlowIsExpelledAndOneThatFailsIsNot() throws Exception {
        daemon.start();
        var started = engine();
        var busy = new CountDownLatch(1);
        var hold = new CountDownLatch(1);
        var slow = new Heard() {
            @Override
            public void delivered(GroupMember sender, ByteBuffer message) {
                busy.countDown();
                try {
                    hold.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        };
        var failing = new Heard() {
            @Override
            public void delivered(GroupMember sender, ByteBuffer message) {
                super.delivered(sender, message);
                throw new IllegalStateException("told too much");
            }
        };
        var fast = started.join("failing", failing);
        var group = started.join("slow", slow);
        group.send(DEADLINE, text("keeps it busy"));
        busy.await();
        var large = ByteBuffer.allocate(33 << 20);
        for (int i = 0; i < 2; i++) {
            group.send(DEADLINE, large.duplicate());
        }
        daemon.awaitGone("slow");
        assertThatThrownBy(() -> group.send(DEADLINE, text("more"))).isInstanceOf(GroupException.class);
        hold.countDown();
        slow.await("expelled: its listener is more than 64 MiB behind");
        fast.send(DEADLINE, text("1"));
        fast.send(DEADLINE, text("2"));
        failing.await("message 2");
    }

    @Test
    void whatCameBeforeTheLossIsToldBeforeIt() throws Exception {
        daemon.start();
        var hold = new CountDownLatch(1);
        var held = new Heard() {
            @Override
            public void membershipChanged(MembershipChange change) {
                super.membershipChanged(change);
                try {
                    hold.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        };
        var started = engine();
        var group = started.join("held", held);
        var other = joined(started);
        group.send(DEADLINE, text("before"));
        other.send(DEADLINE, text("behind it"));
        heard.await("message behind it");
        daemon.kill();
        heard.await("expelled: corosync is lost");
        hold.countDown();
        held.await("expelled: corosync is lost");
        assertThat(held.all()).containsExactly("members 1", "message before", "expelled: corosync is lost");
    }

    @Test
    void whenTheEngineGoesItSaysSo() throws Exception {
        daemon.start();
        var started = engine();
        joined(started);
        started.close();
        heard.await("expelled: the engine is going");
        assertThat(daemon.joined()).isEmpty();
    }

    @Test
    void aDaemonThatIsAnotherNodeIsNotUsed() throws Exception {
        var other = new FakeDaemon(2).start();
        engine = new CorosyncEngine(Nodes.of(1), (message, _) -> stopped.add(message), other, DEADLINE);
        other.awaitAttempts(2);
        assertThat(warnings)
                .containsExactly("it is node 2 here, but this node is 1 (n1) by its configuration; start the node with"
                        + " the corosync.conf of this corosync, and with its name in it");
    }

    // ---- ring and quorum

    @Test
    void ringAndVotesAreThoseOfTheDaemon() throws Exception {
        daemon.start();
        var started = engine();
        var quorum = new CorosyncQuorum(started);
        var counts = new Heard();
        quorum.addListener(status -> counts.add(status.quorate() + " " + status.ring()));
        counts.await("false 0.0");
        joined(started);
        daemon.ring(9, true, 1, 2);
        counts.await("true 1.9");
        assertThat(quorum.status())
                .isEqualTo(new QuorumStatus(
                        "corosync_votequorum",
                        1,
                        new RingId(1, 9),
                        true,
                        3,
                        3,
                        2,
                        2,
                        Set.of(Flag.QUORATE, Flag.WAIT_FOR_ALL),
                        List.of(
                                new QuorumStatus.Node(1, 1, "n1", "192.0.2.1"),
                                new QuorumStatus.Node(2, 1, "n2", "192.0.2.2"))));
        var ring = started.status();
        assertThat(ring.phase()).isEqualTo(RingPhase.OPERATIONAL);
        assertThat(ring.members()).containsExactly(1, 2);
        assertThat(ring.transport()).contains("knet");
        assertThat(ring.counters()).containsEntry("mcast_rx", 7L);
        assertThat(ring.links())
                .contains(
                        new LinkStatus(0, 2, "192.0.2.2", true),
                        new LinkStatus(1, 2, "192.0.2.12", false),
                        new LinkStatus(0, 3, "192.0.2.3", false),
                        new LinkStatus(1, 1, "192.0.2.11", true))
                .hasSize(6);
        daemon.kill();
        counts.await("false 0.0", 2);
        heard.await("expelled: corosync is lost");
        assertThat(started.status().phase()).isEqualTo(RingPhase.GATHER);
        assertThat(started.status().transport()).isEmpty();
        assertThat(started.status().links()).isEmpty();
        assertThat(counts.all()).hasSize(3);
    }

    @Test
    void expectedVotesAreSetOrRefusedWithTheReason() throws Exception {
        var started = engine();
        var quorum = new CorosyncQuorum(started);
        assertThatThrownBy(() -> quorum.expectVotes(2))
                .isInstanceOf(QuorumRefusedException.class)
                .hasMessageContaining("expected votes 2: corosync does not answer");
        daemon.start();
        joined(started);
        quorum.expectVotes(2);
        assertThat(daemon.expected).isEqualTo(2);
        assertThatThrownBy(() -> quorum.expectVotes(1)).hasMessageContaining("corosync refuses it");
    }

    @Test
    void whereNobodyCountsAnyRingMayAct() throws Exception {
        daemon.counts = false;
        daemon.start();
        var started = engine();
        joined(started);
        var quorum = new CorosyncQuorum(started);
        var counts = new Heard();
        quorum.addListener(status -> counts.add(status.quorate() + " " + status.totalVotes()));
        daemon.ring(4, true, 1, 3);
        counts.await("true 2");
        assertThatThrownBy(() -> quorum.expectVotes(1)).hasMessageContaining("no votes are counted");
    }
}
