package org.quorate.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quorate.link.SimulatedNetwork.MILLI;
import static org.quorate.link.SimulatedNetwork.MULTICAST;

import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What operators argue about: links that fail, come back, flap, are lossy, slow or narrow. */
class LinkScenarioTest {
    private static final UnaryOperator<LinkSettings> AS_IS = settings -> settings;

    @Test
    void threeNodesAreConnectedWithinThreeTenthsOfASecond() {
        var net = new SimulatedNetwork(1, 2);
        net.start(AS_IS, 1, 2, 3);
        net.advanceMillis(300);
        for (int id = 1; id <= 3; id++) {
            assertThat(net.node(id).isConnected()).isTrue();
        }
    }

    @Test
    void aNodeThatComesMuchLaterIsConnectedAsFast() {
        var net = new SimulatedNetwork(1, 1);
        net.start(net.settings(1, 1, 2));
        net.advanceMillis(60_000);
        net.start(net.settings(2, 1, 2));
        net.advanceMillis(300);
        assertThat(net.node(1).isConnected()).isTrue();
        assertThat(net.node(2).isConnected()).isTrue();
    }

    @Test
    void aNodeThatIsNotThereIsPingedSeldom() {
        var net = new SimulatedNetwork(1, 1);
        net.start(net.settings(1, 1, 2));
        net.advanceMillis(10_000);
        net.records = true;
        net.advanceMillis(7500);
        assertThat(net.sent).hasSizeBetween(9, 11);
    }

    @Test
    void aLinkThatIsCutGivesWayLongBeforeItsTimeout() {
        var net = connected(AS_IS);
        assertThat(net.node(1).used(2)).isZero();
        long cut = net.now;
        net.between(1, 2, 0).forEach(path -> path.cut = true);
        while (net.node(1).used(2) == 0) {
            net.advance(MILLI);
        }
        // One ping interval until it is noticed, and a few quick pings.
        assertThat(net.now - cut).isLessThan(1000 * MILLI);
        assertThat(net.node(1).isUp(2, 0)).isTrue();
        net.advanceMillis(1500);
        assertThat(net.node(1).isUp(2, 0)).isFalse();
        assertThat(net.node(1).changes).endsWith("2:0 SILENT");
    }

    @Test
    void aLinkIsDownAfterItsTimeoutEvenRightAfterItCameUp() {
        var net = new SimulatedNetwork(1, 2);
        net.start(AS_IS, 1, 2);
        net.advanceMillis(1800);
        long cut = net.now;
        net.between(1, 2, 0).forEach(path -> path.cut = true);
        while (net.node(1).isUp(2, 0)) {
            net.advance(MILLI);
        }
        assertThat(net.now - cut).isBetween(750 * MILLI, 1501 * MILLI);
    }

    @Test
    void aCutInOneDirectionIsSeenByBoth() {
        var net = connected(AS_IS);
        net.path(1, 2, 0).cut = true;
        net.advanceMillis(2500);
        assertThat(net.node(1).isUp(2, 0)).isFalse();
        assertThat(net.node(2).isUp(1, 0)).isFalse();
        net.node(1).broadcast(MULTICAST, 100, 7);
        net.advanceMillis(10);
        assertThat(net.node(2).tags).containsExactly(7L);
    }

    @Test
    void aPreferredLinkIsUsedAgainWhenItHasHeld() {
        var net = connected(priorities(1, 2));
        assertThat(net.node(1).used(2)).isEqualTo(1);
        net.between(1, 2, 1).forEach(path -> path.cut = true);
        net.advanceMillis(3000);
        assertThat(net.node(1).used(2)).isZero();
        net.between(1, 2, 1).forEach(path -> path.cut = false);
        net.advanceMillis(1500);
        assertThat(net.node(1).isUp(2, 1)).isTrue();
        assertThat(net.node(1).used(2)).as("on probation").isZero();
        net.advanceMillis(3000);
        assertThat(net.node(1).used(2)).isEqualTo(1);
    }

    @Test
    void aFlappingLinkIsUsedLessAndLess() {
        var net = connected(priorities(1, 2));
        int switches = 0;
        int last = net.node(1).used(2);
        for (int flap = 0; flap < 20; flap++) {
            for (int step = 0; step < 80; step++) {
                boolean cut = step >= 40;
                net.between(1, 2, 1).forEach(path -> path.cut = cut);
                net.advanceMillis(100);
                switches += net.node(1).used(2) == last ? 0 : 1;
                last = net.node(1).used(2);
            }
        }
        assertThat(net.node(1).report(2, 1).timesDown()).isEqualTo(20);
        assertThat(switches).as("to the other link, and hardly ever back").isLessThanOrEqualTo(3);
        net.between(1, 2, 1).forEach(path -> path.cut = false);
        net.advanceMillis(62_000);
        assertThat(net.node(1).used(2)).isEqualTo(1);
    }

    @Test
    void theOnlyLinkIsUsedAtOnceWhenItIsBack() {
        var net = new SimulatedNetwork(1, 1);
        net.start(AS_IS, 1, 2);
        for (int flap = 0; flap < 5; flap++) {
            net.between(1, 2, 0).forEach(path -> path.cut = true);
            net.advanceMillis(3000);
            assertThat(net.node(1).used(2)).isEqualTo(-1);
            net.between(1, 2, 0).forEach(path -> path.cut = false);
            net.advanceMillis(1000);
            assertThat(net.node(1).used(2)).isZero();
        }
    }

    @Test
    void ofEqualLinksTheOneWithLessLossIsUsed() {
        var net = connected(AS_IS);
        net.path(1, 2, 0).lossPercent = 25;
        net.advanceMillis(60_000);
        assertThat(net.node(1).report(2, 0).lossShare()).isGreaterThan(0.1);
        assertThat(net.node(1).used(2)).isEqualTo(1);
        net.path(1, 2, 0).lossPercent = 0;
        net.advanceMillis(120_000);
        assertThat(net.node(1).used(2))
                .as("the lower number, when they are equal again")
                .isZero();
    }

    @Test
    void ofEqualLinksTheMuchFasterOneIsUsedAndItIsNotLeftForALittle() {
        var net = new SimulatedNetwork(1, 2);
        net.between(1, 2, 0).forEach(path -> path.latencyNanos = 4 * MILLI);
        net.between(1, 2, 1).forEach(path -> path.latencyNanos = MILLI);
        net.start(AS_IS, 1, 2);
        net.advanceMillis(30_000);
        assertThat(net.node(1).used(2)).isEqualTo(1);
        assertThat(net.node(1).report(2, 1).roundTripNanos()).isEqualTo(2 * MILLI);

        var noisy = new SimulatedNetwork(1, 2);
        noisy.between(1, 2, 0).forEach(path -> path.jitterNanos = MILLI);
        noisy.between(1, 2, 1).forEach(path -> path.jitterNanos = MILLI);
        noisy.start(AS_IS, 1, 2);
        int switches = 0;
        for (int second = 0; second < 300; second++) {
            noisy.advanceMillis(1000);
            switches += noisy.node(1).used(2) == 0 ? 0 : 1;
        }
        assertThat(switches).isZero();
    }

    @Test
    void aSingleLostPingChangesNothing() {
        var net = connected(AS_IS);
        for (int i = 0; i < 15; i++) {
            net.path(1, 2, 0).cut = true;
            net.advanceMillis(100);
            net.path(1, 2, 0).cut = false;
            for (int step = 0; step < 600; step++) {
                net.advanceMillis(100);
                assertThat(net.node(1).used(2)).isZero();
            }
        }
        assertThat(net.node(1).changes).hasSize(2);
    }

    @Test
    void aNodeThatIsGoneIsKnownSoonIfTheNetworkSaysSo() {
        var net = connected(AS_IS);
        net.kill(2);
        for (int link = 0; link < 2; link++) {
            refuse(net, link);
        }
        net.advanceMillis(151);
        assertThat(net.node(1).used(2)).isEqualTo(-1);
        assertThat(net.node(1).changes).endsWith("2:0 REFUSED", "2:1 REFUSED");
        net.start(net.settings(2, 1, 2));
        net.advanceMillis(300);
        assertThat(net.node(1).used(2)).isZero();
    }

    @Test
    void alsoWhereAnswersTakeLongerThanPingsFollowEachOther() {
        var net = new SimulatedNetwork(1, 1);
        net.between(1, 2, 0).forEach(path -> path.latencyNanos = 400 * MILLI);
        net.start(AS_IS, 1, 2);
        net.advanceMillis(20_000);
        assertThat(net.node(1).used(2)).isZero();
        net.kill(2);
        refuse(net, 0);
        net.advanceMillis(5000);
        assertThat(net.node(1).changes).endsWith("2:0 REFUSED");
    }

    /** ICMP has no signature. */
    @Test
    void whoeverPretendsThatANodeIsGoneBringsAboutAFewPings() {
        var net = connected(AS_IS);
        net.node(1).changes.clear();
        net.records = true;
        for (int i = 0; i < 10_000; i++) {
            refuse(net, 0);
            net.advance(MILLI / 10);
            assertThat(net.node(1).used(2)).isZero();
        }
        assertThat(net.node(1).changes).isEmpty();
        assertThat(net.sent.stream().filter(sent -> sent.from() == 1)).hasSizeLessThanOrEqualTo(30);
    }

    @Test
    void aLinkThatAnswersSeldomIsNotDownBecauseSomebodyPretendsThatNobodyIsThere() {
        var net = connected(AS_IS);
        net.node(1).changes.clear();
        net.path(1, 2, 0).lossPercent = 20;
        for (int i = 0; i < 60_000; i++) {
            if (i % 1000 == 0) {
                refuse(net, 0);
            }
            net.advanceMillis(1);
        }
        assertThat(net.node(1).changes).hasSizeLessThanOrEqualTo(2);
    }

    private static void refuse(SimulatedNetwork net, int link) {
        net.node(1).layer.refused(link, 2, net.now);
        net.node(1).tick();
    }

    @Test
    void aRouterThatSaysWhatPassesIsBelievedIfItIsTrue() {
        var net = new SimulatedNetwork(1, 1);
        net.between(1, 2, 0).forEach(path -> path.systemMtuBytes = 1500);
        net.start(AS_IS, 1, 2);
        net.advanceMillis(10_000);
        net.node(1).layer.narrow(0, 2, 600, net.now);
        net.node(1).tick();
        net.advanceMillis(1000);
        assertThat(net.node(1).report(2, 0).mtuBytes()).as("made up").isEqualTo(1500);
        net.path(1, 2, 0).mtuBytes = 1333;
        net.node(1).layer.narrow(0, 2, 1333, net.now);
        net.node(1).tick();
        net.advanceMillis(500);
        assertThat(net.node(1).report(2, 0).mtuBytes()).isEqualTo(1333);
    }

    @Test
    void whoSleptDoesNotBlameTheLinks() {
        var net = connected(AS_IS);
        net.node(1).changes.clear();
        var node = net.node(1);
        node.next = net.now + 10_000 * MILLI;
        net.between(1, 2, 0).forEach(path -> path.cut = true);
        net.between(1, 2, 1).forEach(path -> path.cut = true);
        net.advanceMillis(10_000);
        net.between(1, 2, 0).forEach(path -> path.cut = false);
        net.between(1, 2, 1).forEach(path -> path.cut = false);
        net.advanceMillis(5000);
        assertThat(node.changes).isEmpty();
    }

    @Test
    void aNarrowPathIsFoundOutAndNothingIsLostAfterwards() {
        var net = new SimulatedNetwork(1, 1);
        net.between(1, 2, 0).forEach(path -> path.mtuBytes = 1400);
        net.between(1, 2, 0).forEach(path -> path.systemMtuBytes = 1500);
        net.start(AS_IS, 1, 2);
        net.advanceMillis(300);
        net.node(1).broadcast(MULTICAST, 60_000, 1);
        net.advanceMillis(3000);
        assertThat(net.node(1).report(2, 0).dataBytes()).isEqualTo(1346 + 12);
        net.node(1).broadcast(MULTICAST, 60_000, 2);
        net.advanceMillis(10);
        assertThat(net.node(2).tags).containsExactly(1L, 2L);
    }

    @Test
    void aPathThatBecomesNarrowLosesLargeFramesForSecondsOnlyAndTheLinkStaysUp() {
        var net = new SimulatedNetwork(1, 1);
        net.between(1, 2, 0).forEach(path -> path.systemMtuBytes = 1500);
        net.start(AS_IS, 1, 2);
        net.advanceMillis(20_000);
        net.node(1).changes.clear();
        net.between(1, 2, 0).forEach(path -> path.mtuBytes = 1300);
        net.advanceMillis(6500);
        net.node(1).broadcast(MULTICAST, 60_000, 1);
        net.advanceMillis(10);
        assertThat(net.node(2).tags).containsExactly(1L);
        assertThat(net.node(1).changes).isEmpty();
    }

    /** With one size for all, a new link anywhere would make all packets small. */
    @Test
    void aNewLinkStartsLowAndTheOthersStayAsTheyAre() {
        var net = new SimulatedNetwork(1, 1);
        for (int a = 1; a <= 3; a++) {
            for (int b = 1; b <= 3; b++) {
                net.path(a, b, 0).systemMtuBytes = 1500;
            }
        }
        net.start(net.settings(1, 1, 2, 3));
        net.start(net.settings(2, 1, 2, 3));
        net.advanceMillis(2000);
        net.path(1, 3, 0).mtuBytes = 1000;
        net.start(net.settings(3, 1, 2, 3));
        net.advanceMillis(300);
        assertThat(net.node(1).report(3, 0).mtuBytes()).isLessThan(1000);
        assertThat(net.node(1).report(2, 0).mtuBytes()).isEqualTo(1500);
        net.node(1).broadcast(MULTICAST, 5000, 1);
        net.advanceMillis(10);
        assertThat(net.node(2).tags).containsExactly(1L);
        assertThat(net.node(3).tags).containsExactly(1L);
    }

    @Test
    void aPeerThatNeverAnswersProbesStaysReachable() {
        var net = new SimulatedNetwork(1, 1);
        net.between(1, 2, 0).forEach(path -> path.mtuBytes = 560);
        net.start(AS_IS, 1, 2);
        net.advanceMillis(120_000);
        net.node(1).broadcast(MULTICAST, 60_000, 1);
        net.advanceMillis(10);
        assertThat(net.node(2).tags).containsExactly(1L);
        assertThat(net.node(1).changes).containsExactly("2:0 ANSWERED");
    }

    @Test
    void oneProcessMayRestartWithoutTheOtherNoticingAndNothingIsTakenForADuplicate() {
        var net = connected(AS_IS);
        for (int i = 0; i < 100; i++) {
            net.node(1).broadcast(MULTICAST, 100, i);
        }
        net.advanceMillis(1000);
        net.node(2).tags.clear();
        net.node(2).changes.clear();
        net.kill(1);
        net.start(net.settings(1, 1, 2));
        net.advanceMillis(300);
        for (int i = 0; i < 100; i++) {
            net.node(1).broadcast(MULTICAST, 100, i);
        }
        net.advanceMillis(10);
        assertThat(net.node(2).tags)
                .containsExactlyElementsOf(
                        IntStream.range(0, 100).mapToObj(i -> (long) i).toList());
        assertThat(net.node(2).changes).isEmpty();
    }

    /** No ping said another number than zero. Fragments of both processes would be put together to one frame. */
    @Test
    void aProcessThatEndedBeforeItsNextPingIsKnownToBeAnotherOneToo() {
        var net = new SimulatedNetwork(1, 1).start(AS_IS, 1, 2);
        net.advanceMillis(300);
        net.path(1, 2, 0).lossPercent = 50;
        for (int i = 0; i < 50; i++) {
            net.node(1).broadcast(MULTICAST, 2000, i);
        }
        net.advanceMillis(10);
        net.kill(1);
        net.path(1, 2, 0).lossPercent = 0;
        net.node(2).tags.clear();
        net.start(net.settings(1, 1, 2));
        net.advanceMillis(300);
        for (int i = 100; i < 150; i++) {
            net.node(1).broadcast(MULTICAST, 2000, i);
        }
        net.advanceMillis(10);
        assertThat(net.node(2).tags)
                .containsExactlyElementsOf(
                        IntStream.range(100, 150).mapToObj(i -> (long) i).toList());
        assertThat(net.node(2).drops).isEmpty();
    }

    /** The third hears nothing from the restarted one until that has sent much to the second. */
    @Test
    void alsoANodeThatIsReachedLaterForgetsTheNumbersOfTheOldProcess() {
        var net = new SimulatedNetwork(1, 1);
        net.start(AS_IS, 1, 2, 3);
        net.advanceMillis(300);
        for (int i = 0; i < 100; i++) {
            net.node(1).broadcast(MULTICAST, 100, i);
        }
        net.advanceMillis(1000);
        net.kill(1);
        net.between(1, 3, 0).forEach(path -> path.cut = true);
        net.start(net.settings(1, 1, 2, 3));
        net.advanceMillis(300);
        for (int i = 0; i < 50; i++) {
            net.node(1).broadcast(MULTICAST, 100, i);
        }
        net.between(1, 3, 0).forEach(path -> path.cut = false);
        net.advanceMillis(300);
        net.node(3).tags.clear();
        for (int i = 50; i < 60; i++) {
            net.node(1).broadcast(MULTICAST, 100, i);
        }
        net.advanceMillis(10);
        assertThat(net.node(3).tags).hasSize(10);
    }

    private static UnaryOperator<LinkSettings> priorities(int first, int second) {
        return settings -> {
            var links = new TreeMap<>(settings.links());
            links.compute(0, (_, link) -> link == null ? null : link.withPriority(first));
            links.compute(1, (_, link) -> link == null ? null : link.withPriority(second));
            return settings.with(settings.nodes(), links);
        };
    }

    private static SimulatedNetwork connected(UnaryOperator<LinkSettings> change) {
        var net = new SimulatedNetwork(1, 2).start(change, 1, 2);
        net.advanceMillis(5000);
        return net;
    }
}
