package org.quorate.totem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quorate.totem.service.Cfg;
import org.quorate.totem.service.Changeover;

/** All nodes go from one key to the next; a packet under a key that its receiver does not have is lost. */
class ChangeoverScenarioTest {
    private static final long OLD = 1;
    private static final long NEW = 2;
    private static final long SETTLE_MILLIS = 5000;

    private final TreeMap<Integer, Keys> keys = new TreeMap<>();

    /** The keys of one node, and how it changes them. */
    private final class Keys implements Cfg.Requests, Changeover.Steps {
        final SimulatedRing cluster;
        final SimulatedRing.Node node;
        final Changeover changeover;
        final List<String> steps = new ArrayList<>();
        long sends = OLD;
        Set<Long> accepts = Set.of(OLD);
        long readMillis;
        private long next = OLD;

        Keys(SimulatedRing cluster, SimulatedRing.Node node) {
            this.cluster = cluster;
            this.node = node;
            changeover = new Changeover(node.id, node.executive.ring()::isAmongItsOwn, this);
            changeover.uses(sends);
        }

        void load(long key) {
            next = key;
            accepts = Set.of(sends, key);
            changeover.loaded(key);
        }

        /** It was started with that key. */
        void has(long key) {
            next = key;
            sends = key;
            accepts = Set.of(key);
            changeover.uses(key);
        }

        @Override
        public void say(int step, long fingerprint) {
            node.executive.send(Cfg.changeover(step, fingerprint));
        }

        @Override
        public void activate() {
            steps.add("activate");
            sends = next;
            changeover.activated();
        }

        @Override
        public void cleanUp() {
            steps.add("clean up");
            accepts = Set.of(sends);
        }

        @Override
        public void takenBack() {
            has(sends);
        }

        @Override
        public void kill(int byNode, String reason) {
            throw new AssertionError(reason);
        }

        @Override
        public void goes(int byNode) {
            throw new AssertionError("nobody goes");
        }

        @Override
        public void reload(int byNode) {
            if (next == OLD) {
                cluster.laterMillis(readMillis, () -> load(NEW));
            }
        }
    }

    private SimulatedRing ring(long seed, int count) {
        var cluster = new SimulatedRing(seed, count);
        cluster.administration = node -> {
            var own = new Keys(cluster, node);
            keys.put(node.id, own);
            return new Cfg(node.id, own, own.changeover);
        };
        cluster.startAll();
        cluster.lossRule = (from, to, packet) -> from != to && !keys(to).accepts.contains(keys(from).sends);
        return cluster;
    }

    private Keys keys(int node) {
        return java.util.Objects.requireNonNull(keys.get(node));
    }

    private static void reload(SimulatedRing cluster, int node) {
        cluster.node(node).executive.send(Cfg.reload());
    }

    private void assertAllHave(SimulatedRing cluster, long key) {
        for (var node : cluster.alive()) {
            assertThat(node.members)
                    .as("members at %d", node.id)
                    .hasSize(cluster.alive().size());
            assertThat(keys(node.id).sends).isEqualTo(key);
            assertThat(keys(node.id).accepts).containsExactly(key);
            assertThat(keys(node.id).changeover.waitsFor()).isEmpty();
        }
    }

    @Test
    void allGoOverTogetherAndTheRingStays() {
        var cluster = ring(1, 5);
        cluster.advanceMillis(SETTLE_MILLIS);
        int rings = cluster.node(1).rings;
        reload(cluster, 3);
        cluster.advanceMillis(1000);
        assertAllHave(cluster, NEW);
        assertThat(cluster.node(1).rings).isEqualTo(rings);
        assertThat(keys(1).steps).containsExactly("activate", "clean up");
    }

    /** The messages of the three steps are lost here and there, and the others go on meanwhile. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whatIsLostOnTheWayStopsNobody(long seed) {
        var cluster = ring(seed, 4);
        cluster.advanceMillis(SETTLE_MILLIS);
        int rings = cluster.node(1).rings;
        cluster.loss = 0.2;
        reload(cluster, 2);
        for (int i = 0; i < 200; i++) {
            cluster.node(1 + i % 4).send("message " + i);
            cluster.advanceMillis(5);
        }
        cluster.loss = 0;
        cluster.advanceMillis(SETTLE_MILLIS);
        assertAllHave(cluster, NEW);
        assertThat(cluster.node(1).rings).isEqualTo(rings);
        assertThat(cluster.node(4).delivered).hasSize(200);
    }

    /** A key stands for whatever must be read by all before it is written: for a transport as well. */
    @Test
    void aThousandTimesUnderLoadNothingIsLostOrDoubled() {
        var cluster = ring(9, 3);
        cluster.advanceMillis(SETTLE_MILLIS);
        int rings = cluster.node(1).rings;
        int said = 0;
        for (long next = OLD + 1; next <= OLD + 1000; next++) {
            for (int node = 1; node <= 3; node++) {
                keys(node).load(next);
                cluster.node(node).send("message " + said++);
                cluster.advanceMillis(node);
            }
            for (int i = 0; i < 100 && keys(1).changeover.isUnderWay(); i++) {
                cluster.node(1 + said % 3).send("message " + said++);
                cluster.advanceMillis(1);
            }
            assertAllHave(cluster, next);
        }
        assertThat(cluster.node(1).rings).isEqualTo(rings);
        assertThat(cluster.node(1).delivered).hasSize(said).doesNotHaveDuplicates();
        assertThat(cluster.node(2).delivered).isEqualTo(cluster.node(1).delivered);
        assertThat(cluster.node(3).delivered).isEqualTo(cluster.node(1).delivered);
    }

    @Test
    void nobodyGoesOnUntilTheLastHasLoadedTheNewOne() {
        var cluster = ring(2, 3);
        cluster.advanceMillis(SETTLE_MILLIS);
        keys(1).load(NEW);
        keys(2).load(NEW);
        cluster.advanceMillis(SETTLE_MILLIS);
        assertThat(keys(1).steps).isEmpty();
        assertThat(keys(1).changeover.waitsFor()).containsExactly(3);
        keys(3).load(NEW);
        cluster.advanceMillis(1000);
        assertAllHave(cluster, NEW);
    }

    @Test
    void whoHasLoadedAnotherOneHoldsUpAll() {
        var cluster = ring(2, 3);
        cluster.advanceMillis(SETTLE_MILLIS);
        keys(1).load(NEW);
        keys(2).load(NEW);
        keys(3).load(9);
        cluster.advanceMillis(SETTLE_MILLIS);
        assertThat(keys(1).steps).isEmpty();
        assertThat(keys(1).changeover.waitsFor()).containsExactly(3);
        assertThat(keys(3).changeover.waitsFor()).containsExactly(1, 2);
        keys(3).load(NEW);
        cluster.advanceMillis(1000);
        assertAllHave(cluster, NEW);
    }

    /** Whenever it comes: either all go over or nobody does. */
    @ParameterizedTest
    @ValueSource(longs = {0, 100, 200, 300, 400, 500, 700, 1000, 2000})
    void whatIsTakenBackIsUsedByAllOrByNobody(long micros) {
        var cluster = ring(micros, 3);
        cluster.advanceMillis(SETTLE_MILLIS);
        int rings = cluster.node(1).rings;
        for (int node = 1; node <= 3; node++) {
            keys(node).load(NEW);
        }
        cluster.advanceMicros(micros);
        keys(2).changeover.takeBack();
        cluster.advanceMillis(SETTLE_MILLIS);
        assertThat(cluster.node(1).rings).isEqualTo(rings);
        if (keys(2).sends == NEW) {
            assertAllHave(cluster, NEW);
        } else {
            assertThat(keys(1).steps).isEmpty();
            assertThat(keys(1).changeover.waitsFor()).containsExactly(2);
            keys(2).load(NEW);
            cluster.advanceMillis(SETTLE_MILLIS);
            assertAllHave(cluster, NEW);
        }
    }

    @Test
    void aNodeThatDiesIsNotWaitedFor() {
        var cluster = ring(3, 3);
        cluster.advanceMillis(SETTLE_MILLIS);
        keys(1).load(NEW);
        keys(2).load(NEW);
        cluster.node(3).crash();
        cluster.advanceMillis(20_000);
        assertAllHave(cluster, NEW);
    }

    @Test
    void aNodeThatComesWithTheNewOneIsTakenIn() {
        var cluster = ring(4, 3);
        cluster.advanceMillis(SETTLE_MILLIS);
        keys(1).load(NEW);
        keys(2).load(NEW);
        cluster.node(3).crash();
        cluster.node(3).start();
        keys(3).has(NEW);
        cluster.advanceMillis(30_000);
        assertAllHave(cluster, NEW);
    }

    @Test
    void twoPartsThatWentOverWithoutEachOtherComeTogether() {
        var cluster = ring(5, 4);
        cluster.advanceMillis(SETTLE_MILLIS);
        for (int node : new int[] {1, 2, 3}) {
            keys(node).load(NEW);
        }
        cluster.advanceMillis(1000);
        for (int node : new int[] {1, 2}) {
            cluster.cut(node, 3);
            cluster.cut(node, 4);
        }
        cluster.advanceMillis(20_000);
        assertThat(keys(1).accepts).containsExactly(NEW);
        assertThat(keys(3).accepts).containsExactlyInAnyOrder(OLD, NEW);
        keys(4).load(NEW);
        cluster.advanceMillis(1000);
        cluster.heal();
        cluster.advanceMillis(30_000);
        assertAllHave(cluster, NEW);
    }

    /** Cuts and crashes at any moment; whoever is alive in the end has the new one and is in one ring with all. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
    void whateverBreaksMeanwhileAllHaveItInTheEnd(long seed) {
        var random = new Random(seed);
        var cluster = ring(seed, 5);
        cluster.advanceMillis(SETTLE_MILLIS);
        for (int node = 1; node <= 5; node++) {
            keys(node).load(NEW);
            cluster.advanceMicros(random.nextInt(3000));
            if (random.nextInt(3) == 0) {
                cluster.cut(1 + random.nextInt(5), 1 + random.nextInt(5));
            }
        }
        cluster.advanceMillis(random.nextInt(20_000));
        cluster.heal();
        cluster.advanceMillis(60_000);
        assertAllHave(cluster, NEW);
    }

    /** As corosync does: it uses the new one at once, and is not heard until the others have it. */
    @Test
    void withACorosyncNodeInTheRingNobodyIsWaitedFor() {
        var cluster = ring(6, 3);
        cluster.leaveNoMark.add(3);
        cluster.seeNoMark.add(3);
        cluster.advanceMillis(SETTLE_MILLIS);
        keys(1).load(NEW);
        cluster.advanceMillis(100);
        assertThat(keys(1).steps).startsWith("activate");
        keys(2).load(NEW);
        keys(3).load(NEW);
        cluster.advanceMillis(30_000);
        assertAllHave(cluster, NEW);
    }

    /** Two go on at once, as they do; the third needs time to read the file. */
    @ParameterizedTest
    @ValueSource(longs = {1, 5, 20, 100, 400})
    void whoReadsSlowlyBesideCorosyncNodesKeepsTheRing(long millis) {
        var cluster = ring(9, 3);
        for (int node : new int[] {1, 3}) {
            cluster.leaveNoMark.add(node);
            cluster.seeNoMark.add(node);
        }
        cluster.advanceMillis(SETTLE_MILLIS);
        int rings = cluster.node(1).rings;
        keys(2).readMillis = millis;
        reload(cluster, 1);
        cluster.advanceMillis(SETTLE_MILLIS);
        assertAllHave(cluster, NEW);
        assertThat(cluster.node(1).rings).isEqualTo(rings);
    }

    @Test
    void timesChangeWhileTheRingGoesOn() {
        var cluster = ring(7, 3);
        cluster.advanceMillis(SETTLE_MILLIS);
        int rings = cluster.node(1).rings;
        for (int token : new int[] {30_000, 500, 3000}) {
            for (var step : List.of(true, false)) {
                for (var node : cluster.alive()) {
                    var target = RingSettings.of(node.id, token, 1500);
                    var before = node.settings;
                    node.on(new RingEvent.Reconfigured(step ? before.between(target) : target));
                    node.settings = step ? before : target;
                    cluster.advanceMillis(100);
                }
                cluster.advanceMillis(2000);
            }
            assertThat(cluster.node(1).rings).isEqualTo(rings);
        }
        cluster.node(2).crash();
        cluster.advanceMillis(3000 + 3000 / 10);
        assertThat(cluster.node(1).members).containsExactly(1, 3);
    }

    /** What was armed before keeps its deadline, what is armed then has the new one. */
    @Test
    void aDeadNodeIsMissedAfterTheNewTimeout() {
        var cluster = ring(8, 3);
        cluster.advanceMillis(SETTLE_MILLIS);
        for (var node : cluster.alive()) {
            node.on(new RingEvent.Reconfigured(RingSettings.of(node.id, 300, 1500)));
        }
        cluster.advanceMillis(4000);
        cluster.node(2).crash();
        cluster.advanceMillis(600);
        assertThat(cluster.node(1).members).containsExactly(1, 3);
    }
}
