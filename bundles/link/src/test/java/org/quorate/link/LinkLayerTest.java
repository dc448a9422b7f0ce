package org.quorate.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quorate.link.SimulatedNetwork.MULTICAST;
import static org.quorate.link.SimulatedNetwork.TOKEN;
import static org.quorate.link.SimulatedNetwork.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.quorate.link.compress.Compression;
import org.quorate.link.compress.CompressionSettings;
import org.quorate.link.packet.Packets;

/** What is sent, what is taken, what is refused. */
class LinkLayerTest {
    private static final UnaryOperator<LinkSettings> AS_IS = settings -> settings;

    private SimulatedNetwork net = new SimulatedNetwork(1, 2);

    @BeforeEach
    void record() {
        net.records = true;
    }

    @Test
    void theFirstDataIsNumberOneAndPingsSayZeroUntilThen() {
        net.start(AS_IS, 1, 2);
        net.advanceMillis(2000);
        assertThat(of(Packets.PING)).isNotEmpty().allMatch(sent -> Packets.pingSequence(sent.bytes(), 0) == 0);
        net.node(1).broadcast(MULTICAST, 100, 0);
        assertThat(of(Packets.DATA)).hasSize(1);
        assertThat(Packets.sequence(of(Packets.DATA).getFirst().bytes(), 0)).isEqualTo(1);
        net.sent.clear();
        net.advanceMillis(1000);
        assertThat(of(Packets.PING))
                .filteredOn(sent -> sent.from() == 1)
                .isNotEmpty()
                .allMatch(sent -> Packets.pingSequence(sent.bytes(), 0) == 1);
    }

    @Test
    void aFrameThatNobodyGetsTakesNoNumber() {
        net.start(net.settings(1, 1, 2));
        net.advanceMillis(500);
        net.node(1).broadcast(MULTICAST, 100, 0);
        net.node(1).send(2, TOKEN, 100, 0);
        net.node(1).send(9, TOKEN, 100, 0);
        assertThat(of(Packets.DATA)).isEmpty();
        net.start(net.settings(2, 1, 2));
        net.advanceMillis(300);
        net.node(1).broadcast(MULTICAST, 100, 0);
        assertThat(Packets.sequence(of(Packets.DATA).getFirst().bytes(), 0)).isEqualTo(1);
        assertThat(net.node(1).layer.status().unreached()).isEqualTo(3);
    }

    @Test
    void numbersSkipZeroAndAreAnnouncedToAllByExtraPings() {
        net.start(AS_IS, 1, 2, 3);
        net.advanceMillis(300);
        net.node(2).keepsTags = false;
        var announced = new ArrayList<Integer>();
        for (int i = 1; i <= 65_536; i++) {
            net.sent.clear();
            net.node(1).layer.send(2, SimulatedNetwork.frame(MULTICAST, 100, i), net.now);
            var pings = of(Packets.PING);
            if (!pings.isEmpty()) {
                assertThat(pings).hasSize(4).allMatch(sent -> !Packets.timed(sent.bytes(), 0));
                assertThat(net.sent.getFirst()).isEqualTo(pings.getFirst());
                announced.add(Packets.pingSequence(pings.getFirst().bytes(), 0));
            }
            assertThat(Packets.sequence(net.sent.getLast().bytes(), 0)).isEqualTo(i == 65_536 ? 1 : i);
            net.advance(1000);
        }
        assertThat(announced).containsExactly(8191, 16382, 24573, 32764, 40955, 49146, 57337, 65528);
        net.advanceMillis(10);
        assertThat(net.node(2).frames).isEqualTo(65_536);
    }

    /** A node that gets hardly anything is kept in step by the pings, and takes none of what it gets for a duplicate. */
    @Test
    void aThirdNodeStaysInStep() {
        net.records = false;
        net.start(AS_IS, 1, 2, 3);
        net.advanceMillis(300);
        net.node(2).keepsTags = false;
        int sent = 0;
        for (int i = 1; i <= 150_000; i++) {
            boolean rare = i % 1000 == 0;
            net.node(1).layer.send(rare ? 3 : 2, SimulatedNetwork.frame(MULTICAST, 100, i), net.now);
            sent += rare ? 1 : 0;
            net.advance(1000);
        }
        net.advanceMillis(10);
        assertThat(net.node(3).tags).hasSize(sent);
        assertThat(net.node(3).drops).isEmpty();
    }

    @Test
    void aBroadcastIsMadeOnceForAll() {
        net.start(AS_IS, 1, 2, 3, 4);
        net.advanceMillis(3000);
        net.sent.clear();
        net.node(1).layer.broadcast(SimulatedNetwork.frame(MULTICAST, 1000, 1), net.now);
        assertThat(of(Packets.DATA)).hasSize(3).allMatch(sent -> sent.destinations() == 3);
    }

    @Test
    void aTokenGoesByTwoLinksAndIsTakenOnce() {
        net.start(AS_IS, 1, 2);
        net.advanceMillis(300);
        net.node(1).send(2, TOKEN, 70, 1);
        net.node(1).send(2, MULTICAST, 70, 2);
        assertThat(of(Packets.DATA).stream().map(SimulatedNetwork.Sent::link)).containsExactly(0, 1, 0);
        net.advanceMillis(10);
        assertThat(net.node(2).tags).containsExactly(1L, 2L);
        assertThat(net.node(2).drops).containsExactly(Map.entry(Drop.DUPLICATE, 1));
        net.between(1, 2, 0).forEach(path -> path.cut = true);
        net.node(1).send(2, TOKEN, 70, 3);
        net.advanceMillis(10);
        assertThat(net.node(2).tags).endsWith(3L);
    }

    /** The best link may take larger packets than the second: the pieces have to fit together. */
    @Test
    void aLargeTokenGoesInTheSamePiecesByBothLinks() {
        net.between(1, 2, 1).forEach(path -> path.mtuBytes = 800);
        net.start(AS_IS, 1, 2);
        net.advanceMillis(20_000);
        assertThat(net.node(1).report(2, 0).mtuBytes()).isEqualTo(65535);
        assertThat(net.node(1).report(2, 1).mtuBytes()).isEqualTo(800);
        net.between(1, 2, 0).forEach(path -> path.lossPercent = 50);
        net.between(1, 2, 1).forEach(path -> path.lossPercent = 50);
        int sent = 100;
        for (int i = 0; i < sent; i++) {
            net.node(1).send(2, TOKEN, 1500, i);
            net.advance(1000);
        }
        net.advanceMillis(10);
        assertThat(net.node(2).tags).doesNotHaveDuplicates().hasSizeBetween(10, sent);
    }

    @Test
    void aFrameCarriesItsTargetAndTheCallersBytesStayAsTheyAre() {
        net.start(AS_IS, 1, 2);
        net.advanceMillis(300);
        var frame = SimulatedNetwork.frame(MULTICAST, 100, 1).position(0);
        net.node(1).layer.send(2, frame, net.now);
        assertThat(frame.position()).isZero();
        assertThat(frame.getInt(9)).isZero();
        assertThat(of(Packets.DATA).getFirst().bytes()[Packets.DATA_HEADER_BYTES + 9])
                .isEqualTo((byte) 2);
        net.advanceMillis(10);
        net.node(1).broadcast(MULTICAST, 100, 2);
        net.advanceMillis(10);
        var last = net.node(2).lastFrame;
        assertThat(last).isNotNull();
        assertThat(last == null ? -1 : last.getInt(9)).isZero();
    }

    @ParameterizedTest
    @EnumSource(LinkMode.class)
    void framesOfAllLengthsArriveAsTheyWere(LinkMode mode) {
        net.records = false;
        net.start(settings -> settings.with(mode), 1, 2, 3);
        net.path(1, 2, 0).systemMtuBytes = 1500;
        net.path(1, 3, 1).systemMtuBytes = 9000;
        net.advanceMillis(1000);
        for (int length : new int[] {21, 100, 493, 494, 495, 988, 1458, 1459, 9000, 30_000, 60_244, 65_536}) {
            for (int i = 0; i < 4; i++) {
                var frame = SimulatedNetwork.frame(MULTICAST, length, i);
                net.node(1).layer.broadcast(frame, net.now);
                net.advanceMillis(10);
                assertThat(net.node(2).lastFrame).isEqualTo(frame);
                assertThat(net.node(3).lastFrame).isEqualTo(frame);
            }
        }
    }

    @Test
    void fragmentsMayComeInAnyOrderAndTwice() {
        net.start(AS_IS, 1, 2);
        net.advanceMillis(300);
        net.path(1, 2, 0).cut = true;
        for (int i = 0; i < 20; i++) {
            net.sent.clear();
            net.node(1).broadcast(MULTICAST, 60_000, i);
            var pieces = new ArrayList<>(of(Packets.DATA));
            pieces.addAll(List.copyOf(pieces));
            Collections.shuffle(pieces, new Random(i));
            for (var piece : pieces) {
                net.inject(net.node(2), 0, address(0, 1), piece.bytes());
            }
        }
        assertThat(net.node(2).tags).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void longFramesAreCompressedIfThatHelps() {
        net.start(settings -> settings.with(new CompressionSettings(1, 0, 6)), 1, 2);
        net.advanceMillis(300);
        net.node(1).broadcast(MULTICAST, 100, 1);
        net.node(1).broadcast(MULTICAST, 101, 2);
        net.node(1).broadcast(MULTICAST, 60_000, 3);
        net.advanceMillis(10);
        assertThat(of(Packets.DATA).stream().map(sent -> Packets.compression(sent.bytes(), 0)))
                .containsExactly(0, 1, 1);
        assertThat(net.node(2).tags).containsExactly(1L, 2L, 3L);
        var last = net.node(2).lastFrame;
        assertThat(last == null ? 0 : last.limit()).isEqualTo(60_000);
    }

    /** Stands for a library: leaves the zeros at the end away. */
    private static final class WithoutZeros implements Compression {
        @Override
        public String name() {
            return "zstd";
        }

        @Override
        public int model() {
            return 7;
        }

        @Override
        public int compress(byte[] in, int length, int level, byte[] out) {
            int used = length;
            while (used > 0 && in[used - 1] == 0) {
                used--;
            }
            System.arraycopy(in, 0, out, 0, used);
            return used;
        }

        @Override
        public int decompress(byte[] in, int at, int length, byte[] out) {
            Arrays.fill(out, 0, 200, (byte) 0);
            System.arraycopy(in, at, out, 0, length);
            return 200;
        }
    }

    @Test
    void anotherBundleMayBringACompressionAndWhoLacksItDropsAndCounts() {
        net.compressions = List.of(new WithoutZeros());
        net.start(net.settings(1, 1, 2, 3).with(new CompressionSettings(7, 0, 0)));
        net.start(net.settings(2, 1, 2, 3));
        net.compressions = List.of();
        net.start(net.settings(3, 1, 2, 3).with(new CompressionSettings(7, 0, 0)));
        net.advanceMillis(300);
        for (int id = 1; id <= 3; id++) {
            net.node(id).getsAnything = true;
        }
        net.node(1).layer.broadcast(SimulatedNetwork.frame(MULTICAST, 22, 1).limit(22), net.now);
        var zeros = ByteBuffer.allocate(200);
        zeros.put(0, SimulatedNetwork.frame(MULTICAST, 22, 2), 0, 22);
        net.node(1).layer.broadcast(zeros, net.now);
        net.node(3).layer.broadcast(zeros, net.now);
        net.advanceMillis(10);
        assertThat(of(Packets.DATA).stream()
                        .map(sent -> Packets.compression(sent.bytes(), 0))
                        .distinct())
                .as("model 7 by who has it, nothing by who lacks it")
                .containsExactly(0, 7);
        assertThat(net.node(2).tags).containsExactly(1L, 2L, 2L);
        assertThat(net.node(3).tags).containsExactly(1L);
        assertThat(net.node(3).drops).containsExactly(Map.entry(Drop.UNKNOWN_COMPRESSION, 1));
    }

    @Test
    void headersOfIpv6AreLonger() throws UnknownHostException {
        var nodes = new ArrayList<LinkSettings.Node>();
        for (int id = 1; id <= 2; id++) {
            nodes.add(new LinkSettings.Node(
                    id, new TreeMap<>(Map.of(0, InetAddress.getByName("fd00::" + id), 1, address(1, id)))));
        }
        net.start(LinkSettings.of(1, nodes, 3000).withMtu(1500, 1_000_000_000));
        assertThat(net.node(1).report(2, 0).dataBytes()).isEqualTo(1426 + 12);
        assertThat(net.node(1).report(2, 1).dataBytes()).isEqualTo(1446 + 12);
    }

    @Test
    void dataIsTakenAfterOneAnswerAndProvesTheLinkAfterTwo() {
        net.start(net.settings(1, 1, 2));
        net.advanceMillis(100);
        inject(data(2, 1));
        assertThat(net.node(1).drops).containsEntry(Drop.UNREACHABLE, 1);
        var pings = of(Packets.PING).stream().filter(sent -> sent.link() == 0).toList();
        for (int i = 0; i < 2; i++) {
            var pong = pings.get(i).bytes().clone();
            pong[1] = (byte) Packets.PONG;
            pong[3] = 2;
            inject(pong);
            assertThat(net.node(1).changes).isEmpty();
            inject(data(2, 1 + i));
            assertThat(net.node(1).tags).hasSize(1 + i);
        }
        assertThat(net.node(1).changes).containsExactly("2:0 DATA");
    }

    @Test
    void anAnswerIsTakenOnceAndOnlyIfItWasAskedFor() {
        net.start(net.settings(1, 1, 2));
        net.advanceMillis(60);
        var pong = of(Packets.PING).getFirst().bytes().clone();
        pong[1] = (byte) Packets.PONG;
        pong[3] = 2;
        inject(pong);
        assertThat(net.node(1).drops).isEmpty();
        inject(pong);
        assertThat(net.node(1).drops).containsExactly(Map.entry(Drop.UNASKED, 1));
        for (int at = 7; at < 23; at++) {
            var other = of(Packets.PING).get(2).bytes().clone();
            assertThat(Packets.link(other, 0)).isZero();
            other[1] = (byte) Packets.PONG;
            other[3] = 2;
            other[at]++;
            inject(other);
        }
        assertThat(net.node(1).drops).containsEntry(Drop.UNASKED, 17);
        inject(new byte[] {1, (byte) 0x84, 0, 2, 0, 0, 0, (byte) 0xdc, 5});
        assertThat(net.node(1).drops).containsEntry(Drop.UNASKED, 18);
    }

    @Test
    void pingsAndProbesAreAnsweredWhateverTheStateOfTheLink() {
        net.start(net.settings(1, 1, 2));
        net.advanceMillis(10);
        net.sent.clear();
        var ping = new byte[Packets.PING_BYTES];
        Packets.putPing(ping, 0, 2, 0, 11, 12, 0, true);
        inject(ping);
        inject(Arrays.copyOf(ping, 40));
        inject(Arrays.copyOf(ping, 7));
        var probe = new byte[1472];
        Packets.putProbe(probe, 0, probe.length, 2, 0, 1500);
        inject(probe);
        assertThat(of(Packets.PONG)).hasSize(3).allMatch(sent -> sent.bytes().length == Packets.PING_BYTES);
        assertThat(of(Packets.PROBE_REPLY)).hasSize(1).allMatch(sent -> sent.bytes().length == 9);
        assertThat(net.node(1).drops).isEmpty();
    }

    @Test
    void whatIsRefusedIsCountedByKind() {
        net.start(AS_IS, 1, 2, 3);
        net.advanceMillis(500);
        net.node(1).drops.clear();
        inject(new byte[0]);
        expect(Drop.OVERSIZED);
        inject(new byte[65_537]);
        expect(Drop.OVERSIZED);
        net.inject(net.node(1), 0, address(0, 9), data(2, 1));
        expect(Drop.UNLISTED);
        net.inject(net.node(1), 0, address(1, 2), data(2, 1));
        expect(Drop.UNLISTED);
        net.inject(net.node(1), 0, address(0, 3), data(2, 1));
        expect(Drop.FORGED);
        inject(new byte[] {1, 0, 0, 2, 0, 0});
        expect(Drop.MALFORMED);
        inject(change(data(2, 1), 0, 2));
        expect(Drop.WRONG_VERSION);
        inject(change(data(2, 1), 3, 1));
        expect(Drop.REFLECTED);
        inject(change(data(2, 1), 3, 77));
        expect(Drop.UNKNOWN_NODE);
        inject(change(change(data(2, 1), 1, 0x80), 6, 0));
        expect(Drop.MALFORMED);
        inject(change(change(data(2, 1), 1, Packets.PING), 6, 1));
        expect(Drop.UNKNOWN_LINK);
        inject(change(change(data(2, 1), 1, Packets.PING), 6, 200));
        expect(Drop.UNKNOWN_LINK);
        inject(Arrays.copyOf(data(2, 1), 14));
        expect(Drop.MALFORMED);
        inject(Arrays.copyOf(data(2, 1), 26));
        expect(Drop.MALFORMED);
        inject(data(2, 0));
        expect(Drop.MALFORMED);
        inject(change(data(2, 1), 11, 0));
        expect(Drop.MALFORMED);
        inject(change(data(2, 1), 11, 255));
        expect(Drop.MALFORMED);
        inject(change(data(2, 1), 13, 1));
        expect(Drop.MALFORMED);
        inject(change(data(2, 1), 8, 7));
        expect(Drop.UNKNOWN_COMPRESSION);
        inject(change(data(2, 1), 8, 1));
        expect(Drop.MALFORMED);
        inject(change(data(2, 1), Packets.DATA_HEADER_BYTES + 9, 3));
        expect(Drop.FOREIGN_TARGET);
        inject(data(2, 2));
        assertThat(net.node(1).drops).isEmpty();
        inject(data(2, 2));
        expect(Drop.DUPLICATE);
        net.advanceMillis(500);
        assertThat(net.node(1).report(2, 0).dropped())
                .containsEntry(Drop.DUPLICATE, 1L)
                .containsEntry(Drop.FOREIGN_TARGET, 1L);
    }

    @Test
    void withoutTheListAnAddressMayBeAny() {
        net.start(
                settings -> new LinkSettings(
                        settings.localNodeId(),
                        settings.nodes(),
                        settings.links(),
                        settings.mode(),
                        0,
                        settings.pmtudIntervalNanos(),
                        false,
                        settings.crypto(),
                        settings.compression()),
                1,
                2);
        net.advanceMillis(300);
        net.inject(net.node(1), 0, address(7, 7), data(2, 1));
        assertThat(net.node(1).tags).hasSize(1);
        net.inject(net.node(1), 0, address(7, 7), data(9, 1));
        assertThat(net.node(1).drops).containsEntry(Drop.UNKNOWN_NODE, 1);
    }

    @Test
    void linksAndNodesComeAndGoWhileItRuns() {
        net = new SimulatedNetwork(1, 3);
        var ids = new int[] {1, 2};
        net.start(settings -> without(settings, 2), ids);
        net.advanceMillis(300);
        for (int id : ids) {
            net.node(id).layer.update(net.settings(id, ids), net.now);
            net.node(id).tick();
        }
        net.advanceMillis(300);
        assertThat(net.node(1).isConnected()).isTrue();
        assertThat(net.node(1).isUp(2, 2)).isTrue();
        for (int id : ids) {
            net.node(id).layer.update(without(net.settings(id, ids), 0), net.now);
            net.node(id).tick();
        }
        assertThat(net.node(1).changes).endsWith("2:0 REMOVED");
        assertThat(net.node(1).used(2)).isEqualTo(1);
        net.node(1).broadcast(MULTICAST, 100, 5);
        net.advanceMillis(10);
        assertThat(net.node(2).tags).containsExactly(5L);
        for (int id : ids) {
            net.node(id).layer.update(net.settings(id, 1, 2, 3), net.now);
            net.node(id).tick();
        }
        net.start(net.settings(3, 1, 2, 3));
        net.advanceMillis(300);
        net.node(1).broadcast(MULTICAST, 100, 6);
        net.advanceMillis(10);
        assertThat(net.node(3).tags).containsExactly(6L);
        net.node(1).layer.update(net.settings(1, 1, 3), net.now);
        net.node(1).tick();
        net.node(1).broadcast(MULTICAST, 100, 7);
        net.advanceMillis(10);
        assertThat(net.node(2).tags).doesNotContain(7L);
        assertThat(net.node(3).tags).contains(7L);
        assertThatThrownBy(() -> net.node(1).layer.update(net.settings(3, 1, 3), net.now))
                .hasMessageContaining("cannot change");
    }

    @Test
    void anAddressThatChangedMakesANewLink() {
        net.start(AS_IS, 1, 2);
        net.advanceMillis(300);
        var other = new LinkSettings.Node(2, new TreeMap<>(Map.of(0, address(0, 9), 1, address(1, 2))));
        var settings = net.settings(1, 1, 2);
        net.node(1).layer.update(settings.with(List.of(settings.nodes().getFirst(), other), settings.links()), net.now);
        net.node(1).tick();
        net.inject(net.node(1), 0, address(0, 2), data(2, 1));
        assertThat(net.node(1).drops).containsEntry(Drop.UNLISTED, 1);
        assertThat(net.node(1).isUp(2, 0)).isFalse();
        assertThat(net.node(1).used(2)).isEqualTo(1);
    }

    @Test
    void priorityTimersAndSizeChangeWhileItRuns() {
        net.start(AS_IS, 1, 2);
        net.advanceMillis(3000);
        assertThat(net.node(1).used(2)).isZero();
        var settings = net.settings(1, 1, 2);
        var links = new TreeMap<>(settings.links());
        links.put(1, new LinkSettings.Link(9, 1_000_000, 10_000_000, 10, 1));
        net.node(1).layer.update(settings.with(settings.nodes(), links).withMtu(1300, 1_000_000_000), net.now);
        net.node(1).tick();
        net.sent.clear();
        net.advanceMillis(300);
        assertThat(net.node(1).used(2)).isEqualTo(1);
        assertThat(net.node(1).report(2, 1).dataBytes()).isEqualTo(1246 + 12);
        assertThat(of(Packets.PING).stream().filter(sent -> sent.from() == 1 && sent.link() == 1))
                .hasSizeBetween(290, 301);
        assertThat(of(Packets.PROBE)).noneMatch(sent -> sent.from() == 1);
    }

    @Test
    void theDefaultsAreThoseOfCorosync() {
        var two = net.settings(1, 1, 2).links().get(0);
        var three = net.settings(1, 1, 2, 3).links().get(0);
        assertThat(two).isEqualTo(new LinkSettings.Link(1, 750_000_000L, 1_500_000_000L, 2048, 2));
        assertThat(three).isEqualTo(new LinkSettings.Link(1, 912_000_000L, 1_825_000_000L, 2048, 2));
    }

    private static LinkSettings without(LinkSettings settings, int link) {
        var links = new TreeMap<>(settings.links());
        links.remove(link);
        return settings.with(settings.nodes(), links);
    }

    private List<SimulatedNetwork.Sent> of(int type) {
        return net.sent.stream()
                .filter(sent -> Packets.type(sent.bytes(), 0) == type)
                .toList();
    }

    private void inject(byte[] bytes) {
        net.inject(net.node(1), 0, address(0, 2), bytes);
    }

    private void expect(Drop kind) {
        assertThat(net.node(1).drops).containsExactly(Map.entry(kind, 1));
        net.node(1).drops.clear();
    }

    private static byte[] data(int node, int sequence) {
        var packet = new byte[Packets.DATA_HEADER_BYTES + 30];
        Packets.putData(packet, 0, node, sequence, 0, true, 1, 0);
        SimulatedNetwork.frame(MULTICAST, 30, 99).get(0, packet, Packets.DATA_HEADER_BYTES, 30);
        return packet;
    }

    private static byte[] change(byte[] packet, int at, int value) {
        packet[at] = (byte) value;
        return packet;
    }
}
