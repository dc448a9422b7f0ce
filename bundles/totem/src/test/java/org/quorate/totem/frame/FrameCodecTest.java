package org.quorate.totem.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumMap;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameCodecTest {
    static List<Capture> captures() {
        return Capture.all();
    }

    @ParameterizedTest
    @MethodSource("captures")
    void checkpoint01PacketsOfRealNodesComeBackAsTheyWere(Capture capture) throws MalformedFrameException {
        var kinds = new TreeMap<String, Integer>();
        for (var datagram : capture.datagrams()) {
            var frame = FrameCodec.decode(datagram);
            kinds.merge(frame.getClass().getSimpleName(), 1, Integer::sum);
            assertThat(withoutGarbage(encode(frame))).isEqualTo(withoutGarbage(datagram));
        }
        assertThat(kinds).containsKeys("Token", "Multicast");
    }

    @Test
    void capturesHoldAllSixKinds() throws MalformedFrameException {
        var kinds = new TreeMap<String, Integer>();
        for (var capture : captures()) {
            for (var datagram : capture.datagrams()) {
                kinds.merge(FrameCodec.decode(datagram).getClass().getSimpleName(), 1, Integer::sum);
            }
        }
        assertThat(kinds.keySet())
                .containsExactly("CommitToken", "HoldCancel", "Join", "MergeDetect", "Multicast", "Token");
    }

    @Test
    void checkpoint01FramesAreAsLongAsThoseOfRealNodes() {
        var ring = new RingId(1, 8);
        var entry = new CommitToken.Entry(ring, 0, 0, true);
        assertThat(encode(new Token(1, 1, 1, 1, 0, ring, 0, 0, false, List.of())))
                .hasSize(57);
        assertThat(encode(new MergeDetect(1, 1, ring))).hasSize(29);
        assertThat(encode(new Join(1, 1, List.of(1), List.of(), 8))).hasSize(37);
        assertThat(encode(new CommitToken(1, 1, ring, 2, List.of(1, 2), List.of(entry, entry))))
                .hasSize(97);
        assertThat(encode(new HoldCancel(1, ring))).hasSize(25);
        assertThat(captures())
                .anySatisfy(capture -> assertThat(capture.datagrams()).anyMatch(datagram -> datagram.limit() == 1455));
    }

    @Test
    void recoveredPacketsOfRealNodesHoldAWholePacketOfTheOldRing() throws MalformedFrameException {
        int recovered = 0;
        for (var capture : captures()) {
            for (var datagram : capture.datagrams()) {
                if (FrameCodec.decode(datagram) instanceof Multicast multicast && multicast.isRecovered()) {
                    assertThat(multicast.unwrap().ring()).isNotEqualTo(multicast.ring());
                    recovered++;
                }
            }
        }
        assertThat(recovered).isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void checkpoint21MutatedPacketsAreFramesOrMalformedAndNothingElse(long seed) {
        var random = new Random(seed);
        var outcomes = new EnumMap<MalformedFrameException.Kind, Integer>(MalformedFrameException.Kind.class);
        var datagrams = captures().get((int) (seed % 6)).datagrams();
        for (int i = 0; i < 5000; i++) {
            var original = datagrams.get(random.nextInt(datagrams.size()));
            var bytes = new byte[random.nextInt(4) == 0 ? random.nextInt(original.limit()) : original.limit()];
            original.get(0, bytes);
            for (int flips = random.nextInt(6); flips > 0 && bytes.length > 0; flips--) {
                bytes[random.nextInt(Math.min(bytes.length, 64))] = (byte) random.nextInt(256);
            }
            try {
                var frame = FrameCodec.decode(ByteBuffer.wrap(bytes));
                assertThat(FrameCodec.length(frame)).isLessThanOrEqualTo(bytes.length);
            } catch (MalformedFrameException e) {
                outcomes.merge(e.kind(), 1, Integer::sum);
            }
        }
        assertThat(outcomes).isNotEmpty();
    }

    @Test
    void peerOfTheOtherByteOrderIsToldApart() {
        var bytes = encode(new HoldCancel(1, new RingId(1, 8)));
        bytes[0] = (byte) 0xC0;
        bytes[1] = 0x70;
        assertThatThrownBy(() -> FrameCodec.decode(ByteBuffer.wrap(bytes)))
                .isInstanceOfSatisfying(
                        MalformedFrameException.class,
                        e -> assertThat(e.kind()).isEqualTo(MalformedFrameException.Kind.BYTE_ORDER));
    }

    @Test
    void tokenWithMoreRequestsThanItsBytesIsRefusedBeforeAnythingIsAllocated() {
        var bytes = encode(new Token(1, 1, 1, 1, 0, new RingId(1, 8), 0, 0, false, List.of()));
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(53, 29);
        assertThatThrownBy(() -> FrameCodec.decode(ByteBuffer.wrap(bytes))).hasMessageContaining("521 needed");
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(53, 31);
        assertThatThrownBy(() -> FrameCodec.decode(ByteBuffer.wrap(bytes))).hasMessageContaining("count 31");
    }

    static byte[] encode(Frame frame) {
        var out = ByteBuffer.allocate(FrameCodec.length(frame));
        FrameCodec.encode(frame, out);
        assertThat(out.hasRemaining()).isFalse();
        return out.array();
    }

    private static byte[] withoutGarbage(ByteBuffer datagram) {
        var bytes = new byte[datagram.limit()];
        datagram.get(0, bytes);
        return withoutGarbage(bytes);
    }

    /** Real nodes leave the header's last field as it was in memory. */
    private static byte[] withoutGarbage(byte[] bytes) {
        if (bytes[3] != FrameCodec.MULTICAST) {
            ByteBuffer.wrap(bytes).putInt(9, 0);
        }
        return bytes;
    }
}
