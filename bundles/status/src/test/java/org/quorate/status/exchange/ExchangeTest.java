package org.quorate.status.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quorate.status.wire.Frame;

class ExchangeTest {
    private final SimulatedStatusGroup group = new SimulatedStatusGroup();

    private void three() {
        group.start(1);
        group.start(2);
        group.start(3);
        group.together(1, 2, 3);
        group.deliverAll();
    }

    @Test
    void aLoneNodeIsSyncedAtOnceAndKeepsWhatItTells() {
        var node = group.start(1);
        assertThat(node.exchange.text()).isEqualTo("joining the group");
        group.together(1);
        group.publish(1, "tasklist", "[]");
        group.write(1, "hello");
        group.deliverAll();
        assertThat(node.exchange.phase()).isEqualTo(Phase.SYNCED);
        assertThat(node.value(1, "tasklist")).isEqualTo("[]");
        assertThat(node.log()).as("its own message is not taken twice").containsExactly("hello");
        assertThat(node.exchange.versions(1)).containsEntry("tasklist", 0);
    }

    @Test
    void whoComesGetsTheLogOfAllAndTheValuesOfAll() {
        group.start(1);
        group.together(1);
        group.publish(1, "nodeip", "192.0.2.1\0");
        group.publish(1, "kv/static-info", "{}");
        group.write(1, "before");
        var second = group.start(2);
        group.on(second, new StatusEvent.Written(6, "node2", "root", "cluster", 2, "starting"));
        group.together(1, 2);
        assertThat(second.exchange.text()).isEqualTo("waiting for the log of node 1, node 2");
        group.deliverAll();
        assertThat(second.value(1, "kv/static-info")).isEqualTo("{}");
        assertThat(second.exchange.address(1)).isEqualTo("192.0.2.1");
        assertThat(second.log()).containsExactlyInAnyOrder("before", "starting");
        assertThat(group.node(1).log()).isEqualTo(second.log());
        assertThat(second.exchange.online()).containsExactly(1, 2);
    }

    @Test
    void theLowestBeginsAndAllSendARingOf128KiB() {
        three();
        assertThat(group.traffic.getFirst()).isInstanceOf(Frame.SyncStart.class);
        var states =
                group.traffic.stream().filter(Frame.State.class::isInstance).toList();
        assertThat(states).hasSize(3);
        assertThat(((Frame.State) states.getFirst()).ring().remaining()).isEqualTo(131_072);
    }

    @Test
    void valuesHaveVersionsAndEmptyOnesAreGone() {
        three();
        group.publish(1, "k", "one");
        group.publish(1, "k", "two");
        group.deliverAll();
        assertThat(group.node(3).exchange.versions(1)).containsEntry("k", 1);
        group.publish(1, "k", "");
        group.deliverAll();
        assertThat(group.node(3).value(1, "k")).isEqualTo("-");
        group.publish(1, "k", "again");
        group.deliverAll();
        assertThat(group.node(3).exchange.versions(1)).containsEntry("k", 0);
    }

    @Test
    void valuesOfNodesThatAreNotConfiguredAreIgnoredAndOfflineOnesStay() {
        three();
        group.publish(3, "k", "three");
        group.deliverAll();
        group.on(group.node(1), new StatusEvent.Configured(Set.of(1, 2, 3)));
        group.together(1, 2);
        group.deliverAll();
        assertThat(group.node(1).value(3, "k")).isEqualTo("three");
        group.on(group.node(1), new StatusEvent.Configured(Set.of(1, 2)));
        assertThat(group.node(1).value(3, "k")).isEqualTo("-");
        group.together(1, 2, 3);
        group.publish(3, "k", "more");
        group.deliverAll();
        assertThat(group.node(1).value(3, "k")).isEqualTo("-");
        assertThat(group.node(2).value(3, "k")).isEqualTo("more");
    }

    @Test
    void measurementsAreForgottenAfterFiveMinutesOfSilence() {
        three();
        group.publish(1, "rrd/pve-vm-9.0/100", "1700000000:1:2\0");
        group.advance(200);
        group.publish(2, "rrd/pve-node-9.0/hp2", "1700000200:3\0");
        group.advance(100);
        var third = group.node(3).exchange;
        assertThat(third.measurements(300_000_000_000L))
                .containsEntry("pve-vm-9.0/100", "1700000000:1:2")
                .containsEntry("pve-node-9.0/hp2", "1700000200:3");
        assertThat(third.measurements(300_000_000_001L)).containsOnlyKeys("pve-node-9.0/hp2");
        assertThat(third.versions(1)).as("measurements are no values").isEmpty();
    }

    @Test
    void whatIsToldDuringAnExchangeIsTakenInAtItsEnd() {
        group.start(1);
        group.start(2);
        group.together(1, 2);
        group.publish(2, "k", "v");
        group.write(2, "meanwhile");
        group.deliverOne(); // the beginning
        group.deliverOne(); // what was told
        assertThat(group.node(1).value(2, "k")).isEqualTo("-");
        group.deliverAll();
        assertThat(group.node(1).value(2, "k")).isEqualTo("v");
        assertThat(group.node(1).log()).containsExactly("meanwhile");
    }

    @Test
    void whatWaitsIsSentAgainForOneWhoComesMeanwhile() {
        group.start(1);
        group.start(2);
        group.start(3).mute = true;
        group.together(1, 2, 3);
        group.publish(2, "rrd/x", "1\0"); // not told again by itself
        group.deliverAll();
        var late = group.start(4);
        group.node(3).mute = false;
        group.together(1, 2, 3, 4);
        group.deliverAll();
        assertThat(late.exchange.measurements(0)).containsEntry("x", "1");
    }

    @Test
    void whoSendsNoLogIsReportedAndNotWaitedFor() {
        group.start(1);
        group.start(2);
        group.start(3).mute = true;
        group.together(1, 2, 3);
        group.write(2, "hello");
        group.advance(9);
        assertThat(group.node(1).exchange.phase()).isEqualTo(Phase.EXCHANGING);
        group.advance(2);
        assertThat(group.node(1).exchange.phase()).isEqualTo(Phase.SYNCED);
        assertThat(group.node(1).log()).containsExactly("hello");
        assertThat(group.node(1).reports).anyMatch(text -> text.contains("[node 3]"));
    }

    @Test
    void aLowestThatBeginsNothingHoldsUpNobodyAndIsAnsweredLater() {
        group.start(1).mute = true;
        group.start(2);
        group.start(3);
        group.together(1, 2, 3);
        group.advance(11);
        assertThat(group.node(2).exchange.phase()).isEqualTo(Phase.SYNCED);
        int before = group.traffic.size();
        group.inject(1, HexFormat.of().parseHex("0100000000000000000000000000000001000000020000000100000003000000"));
        assertThat(group.traffic.subList(before, group.traffic.size()))
                .filteredOn(Frame.State.class::isInstance)
                .hasSize(2);
    }

    @Test
    void aNewerVersionOfTheProtocolEndsTheMembershipForGood() {
        three();
        group.inject(2, HexFormat.of().parseHex("00000100010000000000000000000000"));
        assertThat(group.node(1).left).isTrue();
        assertThat(group.node(1).exchange.phase()).isEqualTo(Phase.OUT);
    }

    @Test
    void messagesThatCannotBeReadAreReportedAndChangeNothing() {
        three();
        group.inject(2, new byte[] {1, 2, 3});
        group.inject(2, HexFormat.of().parseHex("000002000000000000000000000000000100000000000000"));
        group.publish(2, "k", "v");
        group.deliverAll();
        assertThat(group.node(1).reports).hasSize(2).allMatch(text -> text.startsWith("message of node 2 passed over"));
        assertThat(group.node(1).value(2, "k")).isEqualTo("v");
    }

    @Test
    void aNodeWithTooManyValuesIsKeptWithinItsBounds() {
        three();
        for (int i = 0; i < 1030; i++) {
            group.publish(2, "k" + i, "v");
        }
        group.deliverAll();
        assertThat(group.node(1).exchange.versions(2)).hasSize(1024);
        assertThat(group.node(1).reports).isNotEmpty();
    }

    @Test
    void theVersionRisesWithMembersAddressesAndConfiguration() {
        three();
        var exchange = group.node(1).exchange;
        int before = exchange.version();
        group.publish(2, "nodeip", "192.0.2.2\0");
        group.deliverAll();
        assertThat(exchange.version()).isEqualTo(before + 1);
        group.publish(2, "nodeip", "192.0.2.2\0");
        group.deliverAll();
        assertThat(exchange.version()).isEqualTo(before + 1);
        group.on(group.node(1), new StatusEvent.Configured(Set.of(1, 2, 3)));
        assertThat(exchange.version()).isEqualTo(before + 2);
        group.together(1, 2);
        assertThat(exchange.version()).isEqualTo(before + 3);
    }

    /** Cut and joined at random while all write: in the end all have the same log and all values. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void allHaveTheSameInTheEndWhateverTheNetworkDoes(long seed) {
        var random = new Random(seed);
        three();
        List<String> written = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            int id = 1 + random.nextInt(3);
            switch (random.nextInt(6)) {
                case 0 -> group.publish(id, "k" + random.nextInt(3), "v" + i);
                case 1 -> {
                    group.write(id, "m" + i);
                    written.add("m" + i);
                }
                case 2 -> group.together(1, 2, 3);
                case 3 -> {
                    group.together(id);
                    group.together(1 + id % 3, 1 + (id + 1) % 3);
                }
                case 4 -> group.advance(1);
                default -> group.deliverAll();
            }
        }
        group.together(1, 2, 3);
        group.deliverAll();
        assertThat(group.node(1).log()).containsExactlyInAnyOrderElementsOf(written);
        for (int other = 2; other <= 3; other++) {
            assertThat(group.node(other).log()).isEqualTo(group.node(1).log());
            for (int id = 1; id <= 3; id++) {
                for (var key : List.of("k0", "k1", "k2")) {
                    assertThat(group.node(other).value(id, key))
                            .isEqualTo(group.node(id).value(id, key));
                }
            }
        }
    }
}
