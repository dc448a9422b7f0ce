package org.quorate.netcheck.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.quorate.netcheck.CheckPlan;
import org.quorate.netcheck.Defect;
import org.quorate.netcheck.probe.SimulatedPair.Network;
import org.quorate.netcheck.probe.SimulatedPair.Packet;

/** Whole checks on networks with one fault each. */
class CheckScenarioTest {
    private static final long MILLI = 1_000_000;
    private static final List<Long> GOOD = List.of(MILLI / 10);
    private static final List<Long> LOST = List.of();
    private static final CheckPlan MULTICAST = new CheckPlan(1000, 1000, 0, 1000, true);

    private final Random random = new Random(11);

    private static List<Defect> found(CheckPlan plan, Network network) {
        return SimulatedPair.defects(SimulatedPair.mesh(plan, network).run().report());
    }

    private static List<Defect> found(Network network) {
        return found(SimulatedPair.PLAN, network);
    }

    private boolean by(int percent) {
        return random.nextInt(100) < percent;
    }

    @Test
    void aGoodNetworkIsReady() {
        var pair = SimulatedPair.mesh(MULTICAST, packet -> GOOD).run();
        var report = pair.report();
        assertThat(report.findings()).isEmpty();
        assertThat(report.pairs()).hasSize(2).allSatisfy(each -> {
            var measures = each.measures().orElseThrow();
            assertThat(measures.loss()).isZero();
            assertThat(measures.sent()).isEqualTo(1200);
            assertThat(measures.roundTripNanos()).isEqualTo(2 * MILLI / 10);
            assertThat(measures.packetsPerSecond()).isBetween(990.0, 1010.0);
            assertThat(measures.pathBytes()).isEqualTo(SimulatedPair.MTU);
            assertThat(measures.multicastLoss()).contains(0.0);
        });
        assertThat(pair.seconds()).isLessThan(4);
    }

    @Test
    void whoListensMeasuresAsMuchAsWhoAsks() {
        var pair = SimulatedPair.listening("code", packet -> GOOD).run();
        assertThat(pair.report().isGood()).isTrue();
        assertThat(pair.report().pairs())
                .hasSize(2)
                .allSatisfy(
                        each -> assertThat(each.measures().orElseThrow().sent()).isEqualTo(1200));
        assertThat(pair.b().sessions()).singleElement().satisfies(session -> {
            assertThat(session.isOver()).isTrue();
            assertThat(session.name()).isEqualTo("A");
        });
    }

    @Test
    void nothingIsSentToSomebodyWithAnotherCode() {
        var pair = SimulatedPair.listening("another", packet -> GOOD).run();
        assertThat(pair.packetsSentByB()).isZero();
        assertThat(pair.b().dropped()).isPositive();
        assertThat(SimulatedPair.defects(pair.report())).containsExactly(Defect.PORT_BLOCKED);
    }

    @Test
    void whoListensStopsWhenTheOtherIsSilent() {
        var pair = SimulatedPair.listening(
                        "code", packet -> packet.fromA() && packet.sentNanos() > 500 * MILLI ? LOST : GOOD)
                .run(each -> each.b().sessions().isEmpty()
                        || !each.b().sessions().getFirst().isOver());
        assertThat(pair.seconds()).isLessThan(8);
    }

    @Test
    void aRecordedGreetingMakesNobodySendMore() {
        var pair = SimulatedPair.listening("code", packet -> packet.fromA() && packet.number() > 1 ? LOST : GOOD)
                .run();
        assertThat(pair.b().sessions()).hasSize(1);
        assertThat(pair.packetsSentByB()).isLessThan(250);
    }

    @Test
    void lossIsLossAtAnyRate() {
        assertThat(found(packet -> by(3) ? LOST : GOOD)).contains(Defect.LOSS).doesNotContain(Defect.RATE);
    }

    @Test
    void lossOnlyOfManyIsALimitOfRate() {
        long[] free = new long[1];
        Network slow = packet -> {
            if (!packet.fromA()) {
                return GOOD;
            }
            if (packet.sentNanos() < free[0]) {
                return LOST;
            }
            free[0] = packet.ipBytes() > 1000 ? packet.sentNanos() : packet.sentNanos() + 2 * MILLI;
            return GOOD;
        };
        var report = SimulatedPair.mesh(SimulatedPair.PLAN, slow).run().report();
        assertThat(report.pairs().getFirst().findings())
                .extracting(finding -> finding.defect())
                .contains(Defect.RATE)
                .doesNotContain(Defect.LOSS);
    }

    @Test
    void oneDirectionIsNamed() {
        var pair = SimulatedPair.mesh(SimulatedPair.PLAN, packet -> packet.fromA() ? LOST : GOOD)
                .run();
        assertThat(pair.report().pairs().getFirst().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.defect()).isEqualTo(Defect.ONE_WAY);
            assertThat(finding.text()).contains("nothing that A sends arrives at B");
        });
    }

    @Test
    void theSizeOfThePathIsFoundToTheByte() {
        for (int size : List.of(576, 1280, 1399, 1400, 1499)) {
            var pair = SimulatedPair.mesh(
                            SimulatedPair.PLAN, packet -> packet.fromA() && packet.ipBytes() > size ? LOST : GOOD)
                    .run();
            var first = pair.report().pairs().getFirst();
            assertThat(first.measures().orElseThrow().pathBytes()).isEqualTo(size);
            assertThat(SimulatedPair.defects(pair.report())).containsExactly(Defect.MTU);
        }
    }

    @Test
    void theRulesForRoundTripsAreFiveAndTenMilliseconds() {
        assertThat(found(packet -> List.of(2_400_000L))).isEmpty();
        for (long each : List.of(2_600_000L, 5_500_000L, 60_000_000L)) {
            var report = SimulatedPair.mesh(SimulatedPair.PLAN, packet -> List.of(each))
                    .run()
                    .report();
            assertThat(report.findings()).hasSize(2).allSatisfy(finding -> {
                assertThat(finding.defect()).isEqualTo(Defect.LATENCY);
                assertThat(finding.failed()).isTrue();
                assertThat(finding.text()).contains(each > 5 * MILLI ? "10 ms" : "5 ms");
            });
        }
    }

    @Test
    void jitterIsNotLatency() {
        assertThat(found(packet -> by(20) ? List.of(20 * MILLI) : GOOD))
                .contains(Defect.JITTER)
                .doesNotContain(Defect.LATENCY, Defect.LOSS);
    }

    @Test
    void nodesOfOneNameAreToldApart() {
        var pair = SimulatedPair.namesakes(packet -> packet.fromA() && packet.number() % 10 == 0 ? LOST : GOOD)
                .run();
        assertThat(pair.report().pairs().stream().map(each -> each.from() + " -> " + each.to() + " " + each.isGood()))
                .containsExactly("10.0.0.2 -> A true", "A -> 10.0.0.2 false");
    }

    @Test
    void packetsThatComeTwiceOrInAnotherOrderAreHints() {
        var twice = SimulatedPair.mesh(SimulatedPair.PLAN, packet -> List.of(MILLI / 10, MILLI / 5))
                .run()
                .report();
        assertThat(SimulatedPair.defects(twice)).containsOnly(Defect.DUPLICATED);
        assertThat(twice.isGood()).isTrue();
        assertThat(twice.pairs().getFirst().measures().orElseThrow().loss()).isZero();
        var overtaken = found(packet -> packet.number() % 20 == 0 ? List.of(2 * MILLI) : GOOD);
        assertThat(overtaken).containsOnly(Defect.REORDERED);
    }

    @Test
    void multicastThatIsBlockedMattersToWhoNeedsIt() {
        Network blocked = packet -> packet.toGroup() ? LOST : GOOD;
        var needed = SimulatedPair.mesh(MULTICAST, blocked).run().report();
        assertThat(SimulatedPair.defects(needed)).containsOnly(Defect.MULTICAST_BLOCKED);
        assertThat(needed.isGood()).isFalse();
        assertThat(SimulatedPair.mesh(SimulatedPair.PLAN, blocked)
                        .run()
                        .report()
                        .isGood())
                .isTrue();
    }

    @Test
    void multicastThatEndsAfterFiveMinutesIsSeenByTheLongTestOnly() {
        Network forgetful = packet -> packet.toGroup() && packet.sentNanos() > 300_000 * MILLI ? LOST : GOOD;
        assertThat(found(MULTICAST, forgetful)).isEmpty();
        var lengthy = SimulatedPair.mesh(MULTICAST.lengthy(), forgetful).run();
        assertThat(SimulatedPair.defects(lengthy.report())).containsOnly(Defect.MULTICAST_DIES);
        assertThat(lengthy.report().findings().getFirst().text()).contains("about 300 s after the begin");
        assertThat(lengthy.seconds()).isBetween(600.0, 610.0);
    }

    @Test
    void whatEndsForAllIsNoTrapOfMulticast() {
        Network cut = packet -> packet.sentNanos() > 300_000 * MILLI ? LOST : GOOD;
        assertThat(found(MULTICAST.lengthy(), cut)).contains(Defect.LOSS).doesNotContain(Defect.MULTICAST_DIES);
    }

    @Test
    void anAddressThatChangesOnTheWayIsNamed() {
        var pair = SimulatedPair.mesh(SimulatedPair.PLAN, packet -> GOOD);
        pair.translated = true;
        assertThat(SimulatedPair.defects(pair.run().report())).containsExactly(Defect.TRANSLATED);
    }

    @Test
    void theSameNetworkGivesTheSameReport() {
        assertThat(lossy(5)).isEqualTo(lossy(5)).isNotEqualTo(lossy(6));
    }

    private static Object lossy(long seed) {
        var drawn = new Random(seed);
        return SimulatedPair.mesh(SimulatedPair.PLAN, (Packet packet) -> drawn.nextInt(10) == 0 ? LOST : GOOD)
                .run()
                .report();
    }
}
