package org.quorate.totem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quorate.totem.frame.RingId;

class RingScenarioTest {
    static LongStream seeds() {
        return LongStream.rangeClosed(1, 300);
    }

    /** The longest that a dead node is noticed after: token + consensus, 8.03 s for three nodes with defaults. */
    private static final long DETECTION_MILLIS = 8_100;

    @Test
    void aNodeAloneFormsARingOfItsOwn() {
        var cluster = new SimulatedRing(1, 1).startAll();
        cluster.advanceMillis(1000);
        var node = cluster.node(1);
        assertThat(node.members).containsExactly(1);
        assertThat(node.ring.sequence()).isEqualTo(5);
        assertThat(node.executive.isSynchronised()).isTrue();
        node.send("hello");
        cluster.advanceMillis(10);
        assertThat(node.delivered).containsExactly("1:hello");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 8, 16})
    void nodesThatStartTogetherFormOneRing(int count) {
        var cluster = new SimulatedRing(count, count).startAll();
        cluster.advanceMillis(3000);
        assertThat(cluster.alive()).allSatisfy(node -> {
            assertThat(node.members).hasSize(count);
            assertThat(node.executive.isSynchronised()).isTrue();
            assertThat(node.group).hasSize(count);
        });
    }

    /** Whoever sends, and wherever the token is: held, just sent on, or on its way back. */
    @Test
    void aRingAtRestTakesAMessageAtAnyMoment() {
        // The token rests for 8 ms only, so that it is often met on its way.
        var cluster = new SimulatedRing(5, 3, self -> RingSettings.of(self, 100, 1500)).startAll();
        cluster.advanceMillis(3000);
        var random = new Random(5);
        for (int i = 0; i < 2000; i++) {
            cluster.advanceMicros(random.nextInt(30_000));
            int burst = 1 + random.nextInt(3);
            for (int j = 0; j < burst; j++) {
                cluster.node(1 + random.nextInt(3)).send("m" + i + "." + j);
            }
            cluster.advanceMicros(random.nextInt(300));
        }
        cluster.advanceMillis(1000);
        assertThat(cluster.node(1).delivered).hasSizeGreaterThanOrEqualTo(2000);
        assertThat(cluster.alive()).allSatisfy(node -> {
            assertThat(node.delivered).isEqualTo(cluster.node(1).delivered).doesNotHaveDuplicates();
            assertThat(node.rings).as("rings since the start").isEqualTo(cluster.node(1).rings);
            assertThat(node.members).hasSize(3);
        });
    }

    @Test
    void survivorsFormARingWithoutTheNodeThatDied() {
        var cluster = new SimulatedRing(7, 3).startAll();
        cluster.advanceMillis(3000);
        cluster.node(2).crash();
        cluster.advanceMillis(DETECTION_MILLIS);
        assertThat(cluster.node(1).members).containsExactly(1, 3);
        assertThat(cluster.node(3).members).containsExactly(1, 3);
        assertThat(cluster.node(1).views.getLast()).isEqualTo("[1, 3] -[2 NODE_DOWN] +[]");
    }

    @Test
    void aNodeThatComesBackIsTakenIn() {
        var cluster = new SimulatedRing(8, 3).startAll();
        cluster.advanceMillis(3000);
        cluster.node(1).crash();
        cluster.advanceMillis(DETECTION_MILLIS);
        cluster.node(1).start();
        cluster.advanceMillis(3000);
        assertThat(cluster.alive()).allSatisfy(node -> assertThat(node.members).containsExactly(1, 2, 3));
        assertThat(cluster.node(2).views.getLast()).isEqualTo("[1, 2, 3] -[] +[1 NODE_UP]");
    }

    @Test
    void aNodeThatSaysGoodbyeIsMissedAtOnce() {
        var cluster = new SimulatedRing(9, 3).startAll();
        cluster.advanceMillis(3000);
        cluster.node(3).on(new RingEvent.Stopping());
        cluster.node(3).crash();
        cluster.advanceMillis(300);
        assertThat(cluster.node(1).members).containsExactly(1, 2);
        assertThat(cluster.node(2).members).containsExactly(1, 2);
    }

    @Test
    void partsThatWereCutFindEachOtherAgain() {
        var cluster = new SimulatedRing(10, 3).startAll();
        cluster.advanceMillis(3000);
        cluster.cut(1, 3);
        cluster.cut(2, 3);
        cluster.advanceMillis(DETECTION_MILLIS);
        assertThat(cluster.node(1).members).containsExactly(1, 2);
        assertThat(cluster.node(3).members).containsExactly(3);
        cluster.heal();
        cluster.advanceMillis(4000);
        assertThat(cluster.alive()).allSatisfy(node -> assertThat(node.members).containsExactly(1, 2, 3));
    }

    @Test
    void anIdleRingDeliversAMessageWithoutWaitingForTheHoldTimer() {
        var cluster = new SimulatedRing(11, 3).startAll();
        cluster.advanceMillis(5000);
        for (int sender = 1; sender <= 3; sender++) {
            cluster.node(sender).send("wake " + sender);
            cluster.advanceMillis(5);
            var text = sender + ":wake " + sender;
            assertThat(cluster.alive())
                    .allSatisfy(node -> assertThat(node.delivered).contains(text));
            cluster.advanceMillis(3000);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void messagesKeepOneOrderThoughOneInTwentyPacketsIsLost(long seed) {
        var cluster = new SimulatedRing(seed, 3).startAll();
        cluster.advanceMillis(3000);
        int ringsBefore = cluster.node(1).rings;
        cluster.loss = 0.05;
        for (int i = 0; i < 300; i++) {
            for (var node : cluster.alive()) {
                node.send("message " + i + "x".repeat(i % 7 == 0 ? 3000 : 10));
            }
            cluster.advanceMillis(20);
        }
        cluster.loss = 0;
        cluster.advanceMillis(20_000);
        assertThat(cluster.node(1).delivered).hasSize(900);
        assertThat(cluster.node(2).delivered).isEqualTo(cluster.node(1).delivered);
        assertThat(cluster.node(3).delivered).isEqualTo(cluster.node(1).delivered);
        assertThat(cluster.node(1).rings).isEqualTo(ringsBefore);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void survivorsDeliverTheSameWhateverHappens(long seed) {
        var random = new Random(seed);
        int count = 3 + random.nextInt(3);
        var cluster = new SimulatedRing(seed, count).startAll();
        cluster.advanceMillis(3000);
        for (int step = 0; step < 60; step++) {
            int id = 1 + random.nextInt(count);
            switch (random.nextInt(8)) {
                case 0 -> {
                    if (cluster.alive().size() > 1) {
                        cluster.node(id).crash();
                    }
                }
                case 1 -> cluster.cut(id, 1 + random.nextInt(count));
                case 2 -> cluster.heal();
                case 3 -> cluster.loss = random.nextDouble() * 0.1;
                default -> {
                    if (!cluster.node(id).alive) {
                        cluster.node(id).start();
                    }
                }
            }
            for (int i = 0; i < 10; i++) {
                for (var node : cluster.alive()) {
                    if (node.executive.isSynchronised()) {
                        node.send(node.life + "/" + step + "/" + i);
                    }
                }
                cluster.advanceMillis(random.nextInt(400));
            }
        }
        cluster.heal();
        cluster.loss = 0;
        cluster.alive();
        for (int id = 1; id <= count; id++) {
            if (!cluster.node(id).alive) {
                cluster.node(id).start();
            }
        }
        cluster.advanceMillis(120_000);
        assertThat(cluster.alive()).allSatisfy(node -> assertThat(node.members).hasSize(count));
        for (var a : cluster.alive()) {
            for (var b : cluster.alive()) {
                a.deliveredIn.keySet().stream()
                        .filter(b.deliveredIn::containsKey)
                        .forEach(ring -> assertVirtualSynchrony(ring, a, b));
            }
        }
    }

    private static List<String> differences(List<String> a, List<String> b) {
        var differences = new ArrayList<String>();
        for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
            var inA = i < a.size() ? a.get(i) : "nothing";
            var inB = i < b.size() ? b.get(i) : "nothing";
            if (!inA.equals(inB)) {
                differences.add(i + ": " + inA + " and " + inB);
            }
        }
        return differences;
    }

    /** Who went from one ring to the next together delivered the same; all others at least in the same order. */
    private static void assertVirtualSynchrony(RingId ring, SimulatedRing.Node a, SimulatedRing.Node b) {
        var inA = a.deliveredIn.getOrDefault(ring, List.of());
        var inB = b.deliveredIn.getOrDefault(ring, List.of());
        var next = a.ringAfter.get(ring);
        if (next != null && next.equals(b.ringAfter.get(ring))) {
            assertThat(differences(inA, inB))
                    .as("ring %s to %s at nodes %d and %d", ring, next, a.id, b.id)
                    .isEmpty();
        } else {
            var common = new ArrayList<>(inA);
            common.retainAll(inB);
            assertThat(inB.stream().filter(common::contains))
                    .as("ring %s at nodes %d and %d", ring, a.id, b.id)
                    .containsExactlyElementsOf(common);
        }
    }
}
