package org.quorate.totem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quorate.totem.frame.FrameCodec;

/** Links that are cut though the nodes live: token is 1650 ms. */
class RelayScenarioTest {
    private static final int TOKEN_MILLIS = 1650;
    private static final int TYPE_AT = 3;
    private static final int REPORT = 0x51;
    private static final int RELAYED = 0x52;

    private final TreeSet<Integer> types = new TreeSet<>();

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 8})
    void ifALinkFailsTheRingGoesOnByWayOfAnotherNode(int count) {
        for (int other = 2; other <= count; other++) {
            var cluster = atRest(count);
            int rings = cluster.node(1).rings;
            cluster.cut(1, other);
            talk(cluster, 4 * TOKEN_MILLIS);
            assertOneRing(cluster, count);
            assertThat(cluster.node(1).rings).isEqualTo(rings);
        }
    }

    @Test
    void ifOneHearsTheOtherButIsNotHeardTheRingGoesOn() {
        var cluster = atRest(3);
        int rings = cluster.node(2).rings;
        cluster.lossRule = (from, to, _) -> from == 2 && to == 3;
        talk(cluster, 4 * TOKEN_MILLIS);
        assertOneRing(cluster, 3);
        assertThat(cluster.node(2).rings).isEqualTo(rings);
    }

    /** 1 3 5 2 4 are a circle, and each hears its neighbours only. */
    @Test
    void nodesOfWhichNoThreeHearEachOtherStartAsOneRing() {
        var cluster = ring(5);
        cutAcrossTheToken(cluster);
        cluster.startAll().advanceMillis(5 * TOKEN_MILLIS + 2000);
        talk(cluster, TOKEN_MILLIS);
        assertOneRing(cluster, 5);
    }

    @Test
    void aNodeThatIsStartedAgainIsTakenInByWayOfOthers() {
        var cluster = atRest(5);
        cutAcrossTheToken(cluster);
        cluster.advanceMillis(4 * TOKEN_MILLIS);
        cluster.node(2).crash();
        cluster.node(2).start();
        cluster.advanceMillis(5 * TOKEN_MILLIS + 2000);
        talk(cluster, TOKEN_MILLIS);
        assertOneRing(cluster, 5);
    }

    @Test
    void aDeadNodeIsMissedAsSoonAsWithoutRelay() {
        var cluster = atRest(3);
        cluster.node(2).crash();
        cluster.advanceMillis(TOKEN_MILLIS * 11 / 10);
        assertThat(cluster.node(1).members).containsExactly(1, 3);
    }

    @Test
    void whenTheLinkIsBackNothingGoesAround() {
        var cluster = atRest(3);
        cluster.cut(1, 2);
        talk(cluster, 2 * TOKEN_MILLIS);
        cluster.heal();
        talk(cluster, TOKEN_MILLIS);
        cluster.lossRule = this::note;
        talk(cluster, 2 * TOKEN_MILLIS);
        assertThat(types).contains(REPORT).doesNotContain(RELAYED);
    }

    @Test
    void nothingThatCorosyncDoesNotKnowIsSentToItsNodes() {
        var cluster = ring(3);
        cluster.leaveNoMark.add(3);
        cluster.seeNoMark.add(3);
        cluster.startAll().advanceMillis(3000);
        cluster.lossRule = (from, to, packet) -> to == 3 && note(from, to, packet);
        talk(cluster, 3 * TOKEN_MILLIS);
        cluster.cut(1, 2);
        cluster.advanceMillis(3 * TOKEN_MILLIS);
        assertThat(types).isNotEmpty().doesNotContain(REPORT, RELAYED);
    }

    @Test
    void aLargeFrameGoesAroundWhole() {
        var cluster = new SimulatedRing(1, 3, self -> RingSettings.of(self, TOKEN_MILLIS, FrameCodec.MAX_BYTES - 16))
                .startAll();
        cluster.advanceMillis(3000);
        cluster.cut(1, 3);
        cluster.advanceMillis(TOKEN_MILLIS);
        var text = "x".repeat(200_000);
        cluster.node(1).send(text);
        cluster.advanceMillis(TOKEN_MILLIS);
        assertThat(cluster.node(3).delivered).contains("1:" + text);
    }

    private static SimulatedRing ring(int count) {
        return new SimulatedRing(count, count, self -> RingSettings.of(self, TOKEN_MILLIS, 1500));
    }

    private static SimulatedRing atRest(int count) {
        var cluster = ring(count).startAll();
        cluster.advanceMillis(3000);
        assertOneRing(cluster, count);
        return cluster;
    }

    private static void cutAcrossTheToken(SimulatedRing cluster) {
        cluster.cut(1, 5);
        cluster.cut(1, 2);
        cluster.cut(3, 2);
        cluster.cut(3, 4);
        cluster.cut(5, 4);
    }

    /** All that is said is heard by all, in one order. */
    private static void talk(SimulatedRing cluster, int millis) {
        var before = cluster.node(1).delivered.size();
        var said = new ArrayList<String>();
        for (int i = 0; i < 10; i++) {
            for (var node : cluster.alive()) {
                node.send(i + " at " + node.life);
                said.add(node.id + ":" + i + " at " + node.life);
            }
            cluster.advanceMillis(millis / 20);
        }
        cluster.advanceMillis(millis / 2);
        var heard = lastOf(cluster.node(1).delivered, said.size());
        assertThat(cluster.node(1).delivered).hasSize(before + said.size());
        assertThat(heard).containsExactlyInAnyOrderElementsOf(said);
        assertThat(cluster.alive())
                .allSatisfy(
                        node -> assertThat(lastOf(node.delivered, said.size())).isEqualTo(heard));
    }

    private static List<String> lastOf(List<String> all, int count) {
        return all.subList(Math.max(0, all.size() - count), all.size());
    }

    private static void assertOneRing(SimulatedRing cluster, int count) {
        assertThat(cluster.alive())
                .hasSize(count)
                .allSatisfy(node -> assertThat(node.members).hasSize(count));
    }

    private boolean note(int from, int to, byte[] packet) {
        types.add((int) packet[TYPE_AT]);
        return false;
    }
}
