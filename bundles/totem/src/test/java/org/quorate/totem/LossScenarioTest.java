package org.quorate.totem;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What packets that are lost cost, in simulated time. The token timeout is a default one, 3.65 s. */
class LossScenarioTest {
    private static final int NODES = 3;
    private static final int TOKEN = 0;
    private static final int MULTICAST = 1;
    private static final int HOLD_CANCEL = 5;
    private static final int TOKEN_COST_MILLIS = 20;
    private static final int HOLE_COST_MILLIS = 50;
    private static final int READY_PACKETS = 40;
    private static final int STEP_MICROS = 100;

    static Stream<Arguments> pairs() {
        return IntStream.rangeClosed(1, NODES)
                .boxed()
                .flatMap(from -> IntStream.rangeClosed(1, NODES)
                        .filter(to -> to != from)
                        .mapToObj(to -> Arguments.of(from, to)));
    }

    // ---- the token

    @ParameterizedTest
    @CsvSource({"1, 2, 1", "2, 3, 1", "3, 1, 1", "1, 2, 3", "2, 3, 3", "3, 1, 3"})
    void aTokenThatIsLostUnderLoadCostsLittle(int from, int to, int senders) {
        var cluster = idle();
        load(cluster, senders, 50);
        var lost = lose(cluster, TOKEN, from, to, 1);
        load(cluster, senders, 5);
        assertThat(lost).hasValue(1);
        load(cluster, senders, TOKEN_COST_MILLIS - 5);
        int before = cluster.node(1).delivered.size();
        load(cluster, senders, 1);
        assertThat(cluster.node(1).delivered).hasSizeGreaterThan(before + 17);
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 3", "3, 1"})
    void aTokenThatIsLostWhenARingWakesUpCostsLittle(int from, int to) {
        for (int sender = 1; sender <= NODES; sender++) {
            var cluster = idle();
            lose(cluster, TOKEN, from, to, 1);
            assertDeliveredWithin(cluster, sender, TOKEN_COST_MILLIS);
        }
    }

    @Test
    void aTokenThatIsLostWhileTheRingRestsCostsLittle() {
        for (int sender = 1; sender <= NODES; sender++) {
            for (int from = 1; from <= NODES; from++) {
                var cluster = idle();
                var lost = lose(cluster, TOKEN, from, from % NODES + 1, 1);
                while (lost.get() == 0) {
                    cluster.advanceMillis(1);
                }
                assertDeliveredWithin(cluster, sender, TOKEN_COST_MILLIS);
            }
        }
    }

    @Test
    void aRingIsWokenThoughTheCallIsLost() {
        for (int speaker = 1; speaker <= NODES; speaker++) {
            for (int sender = 1; sender <= NODES; sender++) {
                var cluster = restingAt(speaker);
                var lost = new Times(2, (from, to, packet) -> packet[3] == HOLD_CANCEL);
                cluster.lossRule = lost;
                assertDeliveredWithin(cluster, sender, TOKEN_COST_MILLIS);
                assertThat(lost.lost).hasValue(sender == speaker ? 0 : 2);
            }
        }
    }

    /** Also while the token makes one of its slow rounds, it comes back to the same node. */
    @Test
    void whoSpokeLastOnAnIdleRingSpeaksAgainAtOnce() {
        for (int speaker = 1; speaker <= NODES; speaker++) {
            var cluster = restingAt(speaker);
            for (int i = 0; i < 5; i++) {
                cluster.node(speaker).send("m" + i);
                assertThat(cluster.node(speaker).delivered).endsWith(speaker + ":m" + i);
                cluster.advanceMillis(20);
            }
            cluster.advanceMillis(10_000);
            cluster.node(speaker).send("later");
            assertThat(cluster.node(speaker).delivered).endsWith(speaker + ":later");
        }
    }

    /** As a corosync representative does: it counts repeated tokens as visits. */
    @Test
    void aRingIsWokenThoughItRestsSoonerThanItsMembersKnow() {
        for (int sender = 1; sender <= NODES; sender++) {
            var cluster =
                    new SimulatedRing(3, NODES, self -> withVisitsUntilRest(self, self == 1 ? 1 : 1000)).startAll();
            cluster.advanceMillis(3000);
            assertDeliveredWithin(cluster, sender, TOKEN_COST_MILLIS);
        }
    }

    private static RingSettings withVisitsUntilRest(int self, int visits) {
        var usual = RingSettings.defaults(self, NODES);
        return new RingSettings(
                self,
                usual.tokenNanos(),
                usual.tokenRetransmitNanos(),
                usual.holdNanos(),
                usual.joinNanos(),
                usual.consensusNanos(),
                usual.mergeNanos(),
                usual.failRecvConst(),
                visits,
                usual.missCountConst(),
                usual.windowSize(),
                usual.maxMessages(),
                usual.areaBytes(),
                usual.relays());
    }

    private static SimulatedRing restingAt(int speaker) {
        var cluster = idle();
        cluster.node(speaker).send("here");
        cluster.advanceMillis(20);
        return cluster;
    }

    @Test
    void aRingFormsSoonThoughOneInTwentyPacketsIsLost() {
        for (int seed = 1; seed <= 20; seed++) {
            var cluster = new SimulatedRing(seed, NODES);
            cluster.loss = 0.05;
            cluster.startAll();
            cluster.advanceMillis(1000);
            assertThat(cluster.alive()).allSatisfy(node -> {
                assertThat(node.members).hasSize(NODES);
                assertThat(node.executive.isSynchronised()).isTrue();
            });
        }
    }

    /** A node that stands still answers nothing; it must not find its socket full of tokens. */
    @Test
    void aNodeThatStandsStillIsNotFloodedWithTokens() {
        var cluster = idle();
        load(cluster, NODES, 100);
        var lost = lose(cluster, TOKEN, 1, 2, Integer.MAX_VALUE);
        load(cluster, NODES, 1000);
        assertThat(lost.get()).isBetween(5, 15);
        assertThat(cluster.node(1).ring).isEqualTo(cluster.node(3).ring);
    }

    @Test
    void noTokenIsSentTwiceWhereNothingIsLost() {
        var cluster = idle();
        var tokens = new AtomicInteger();
        var repeated = new AtomicInteger();
        int[] last = new int[NODES + 1];
        cluster.lossRule = (from, to, packet) -> {
            if (packet[3] == TOKEN) {
                int tokenSeq =
                        ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN).getInt(17);
                repeated.addAndGet(last[from] == tokenSeq ? 1 : 0);
                last[from] = tokenSeq;
                tokens.incrementAndGet();
            }
            return false;
        };
        load(cluster, NODES, 300);
        cluster.advanceMillis(10_000);
        load(cluster, 1, 300);
        for (int i = 0; i < 100; i++) {
            cluster.node(1 + i % NODES).send("m" + i);
            cluster.advanceMillis(20);
        }
        assertThat(tokens).hasValueGreaterThan(1000);
        assertThat(repeated).as("of " + tokens).hasValueLessThan(tokens.get() / 100);
    }

    // ---- messages

    @ParameterizedTest
    @MethodSource("pairs")
    void aHoleOnAnIdleRingIsFilledSoon(int from, int to) {
        var cluster = idle();
        var lost = lose(cluster, MULTICAST, from, to, 1);
        cluster.node(from).send("hole");
        cluster.advanceMillis(HOLE_COST_MILLIS);
        assertThat(lost).hasValue(1);
        assertThat(cluster.node(to).delivered).endsWith(from + ":hole");
    }

    /** Also those that are sent to fill the hole are lost, and more than a whole rotation of them. */
    @ParameterizedTest
    @MethodSource("pairs")
    void aHoleOnAnIdleRingIsFilledSoonThoughWhatFillsItIsLostToo(int from, int to) {
        var cluster = idle();
        cluster.lossRule = new Times(6, (sender, receiver, packet) -> packet[3] == MULTICAST && receiver == to);
        cluster.node(from).send("hole");
        cluster.advanceMillis(HOLE_COST_MILLIS);
        assertThat(cluster.node(to).delivered).endsWith(from + ":hole");
    }

    /** What nobody can fill is asked for at the pace of a ring at rest, lest it takes the processors from those who work. */
    @Test
    void aHoleThatStaysDoesNotKeepTheRingRunning() {
        var cluster = idle();
        var tokens = new AtomicInteger();
        cluster.lossRule = (from, to, packet) -> {
            tokens.addAndGet(packet[3] == TOKEN ? 1 : 0);
            return packet[3] == MULTICAST && to == 3;
        };
        cluster.node(1).send("hole");
        cluster.advanceMillis(1000);
        tokens.set(0);
        cluster.advanceMillis(10_000);
        assertThat(tokens).hasValueLessThan(200);
        assertThat(cluster.node(3).members).hasSize(NODES);
    }

    @ParameterizedTest
    @CsvSource({"0.01, 1, 0.5", "0.01, 3, 0.5", "0.05, 1, 0.2", "0.05, 3, 0.2"})
    void throughputIsKept(double loss, int senders, double share) {
        double whole = perSecond(0, senders);
        double lossy = perSecond(loss, senders);
        assertThat(lossy).as("of " + whole).isGreaterThan(share * whole);
    }

    /** Messages in a simulated second, with no change of the ring. */
    private static double perSecond(double loss, int senders) {
        var cluster = idle();
        load(cluster, senders, 50);
        cluster.loss = loss;
        var ring = cluster.node(1).ring;
        int before = cluster.node(1).delivered.size();
        load(cluster, senders, 300);
        assertThat(cluster.alive()).allSatisfy(node -> assertThat(node.ring).isEqualTo(ring));
        return (cluster.node(1).delivered.size() - before) / 0.3;
    }

    private static SimulatedRing idle() {
        var cluster = new SimulatedRing(3, NODES).startAll();
        cluster.advanceMillis(3000);
        return cluster;
    }

    /** The first so many nodes always have something to send. */
    private static void load(SimulatedRing cluster, int senders, int millis) {
        var text = "x".repeat(1000);
        for (int micros = 0; micros < millis * 1000; micros += STEP_MICROS) {
            for (int id = 1; id <= senders; id++) {
                var node = cluster.node(id);
                while (node.executive.ring().queued() < READY_PACKETS) {
                    node.send(text);
                }
            }
            cluster.advanceMicros(STEP_MICROS);
        }
    }

    /** Loses the next of that kind; answers their count. */
    private static AtomicInteger lose(SimulatedRing cluster, int kind, int from, int to, int times) {
        var rule =
                new Times(times, (sender, receiver, packet) -> packet[3] == kind && sender == from && receiver == to);
        cluster.lossRule = rule;
        return rule.lost;
    }

    private static void assertDeliveredWithin(SimulatedRing cluster, int sender, int millis) {
        cluster.node(sender).send("awake");
        cluster.advanceMillis(millis);
        List<SimulatedRing.Node> all = cluster.alive();
        assertThat(all).allSatisfy(node -> assertThat(node.delivered).endsWith(sender + ":awake"));
    }

    /** A loss that ends. */
    private static final class Times implements SimulatedRing.LossRule {
        private final int times;
        private final SimulatedRing.LossRule rule;
        private final AtomicInteger lost = new AtomicInteger();

        Times(int times, SimulatedRing.LossRule rule) {
            this.times = times;
            this.rule = rule;
        }

        @Override
        public boolean loses(int from, int to, byte[] packet) {
            return lost.get() < times && rule.loses(from, to, packet) && lost.incrementAndGet() > 0;
        }
    }
}
