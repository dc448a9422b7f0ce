package org.quorate.totem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quorate.totem.cpg.Cpg;
import org.quorate.totem.frame.Frame;
import org.quorate.totem.frame.FrameCodec;
import org.quorate.totem.frame.Join;
import org.quorate.totem.frame.MalformedFrameException;
import org.quorate.totem.frame.Multicast;
import org.quorate.totem.frame.RingId;
import org.quorate.totem.frame.Token;
import org.quorate.totem.pack.Packer;

/** The least packets that once stopped a node, filled its memory or kept a ring from forming. */
class HostilePacketsTest {
    private static final int STRANGER = 0x7F00_0001;

    /** Else the next ring has a number that nobody takes, and it is on disk. */
    @ParameterizedTest
    @ValueSource(longs = {1L << 48, (1L << 62) - 1, 1L << 62})
    void aJoinWithAWildRingNumberLeavesRoomForTheNextRings(long wild) {
        var cluster = new SimulatedRing(1, 3).startAll();
        cluster.advanceMillis(3000);
        cluster.node(1).on(new RingEvent.FrameReceived(new Join(3, 3, List.of(1, 2, 3), List.of(), wild)));
        cluster.advanceMillis(10_000);
        for (int id = 1; id <= 3; id++) {
            cluster.node(id).crash();
            cluster.advanceMillis(10_000);
            cluster.node(id).start();
            cluster.advanceMillis(10_000);
        }
        assertThat(cluster.alive()).allSatisfy(node -> assertThat(node.members).containsExactly(1, 2, 3));
    }

    /** Wrapped for the survivors it would be longer than a frame can be, and the ring thread would end. */
    @Test
    void aPacketThatCouldNotBeRecoveredIsRefused() {
        int most = FrameCodec.MAX_BYTES - Multicast.HEADER_BYTES;
        var ring = new RingId(1, 8);
        var tooLarge = Multicast.ordinary(new byte[most + 1], 1, 1, 0, ring).bytes();
        assertThatThrownBy(() -> FrameCodec.decode(ByteBuffer.wrap(tooLarge)))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessageContaining("65492 bytes");
        var largest = Multicast.ordinary(new byte[most], 1, 1, 0, ring);
        var wrapped = Multicast.recovered(largest, 2, 1, 0, ring).bytes();
        assertThat(frame(wrapped)).isInstanceOfSatisfying(Multicast.class, packet -> {
            try {
                assertThat(packet.unwrap().bytes()).hasSize(most);
            } catch (MalformedFrameException e) {
                throw new AssertionError(e);
            }
        });
    }

    /** Each would get a buffer for its unfinished message, and keep the packet that has this number from coming. */
    @Test
    void aPacketInTheNameOfANodeThatIsNotInTheRingIsNotKept() {
        var cluster = new SimulatedRing(1, 2).startAll();
        cluster.advanceMillis(3000);
        var ring = cluster.node(1).ring;
        for (int seq = 1; seq < 200; seq++) {
            cluster.node(2).on(new RingEvent.FrameReceived(packet(text("forged"), STRANGER + seq, seq, ring)));
        }
        cluster.node(1).send("first");
        cluster.node(2).send("second");
        cluster.advanceMillis(1000);
        assertThat(cluster.alive()).allSatisfy(node -> {
            assertThat(node.delivered).containsExactlyInAnyOrder("1:first", "2:second");
            assertThat(node.ring).isEqualTo(ring);
        });
    }

    /** Else what is sent next gets numbers far from the others, and counting from one to the other takes seconds. */
    @ParameterizedTest
    @ValueSource(ints = {-1, -1_000_000, Integer.MIN_VALUE, 100_000, Integer.MAX_VALUE})
    void aTokenWithAWildNumberIsNotTaken(int wild) {
        var cluster = new SimulatedRing(1, 2).startAll();
        cluster.advanceMillis(3000);
        var taken = new ArrayList<Token>();
        cluster.lossRule = (from, to, packet) -> {
            if (from == 2 && frame(packet) instanceof Token token && token.seq() == wild) {
                taken.add(token);
            }
            return false;
        };
        var ring = cluster.node(2).ring;
        var token = new Token(1, wild, 1_000_000, wild, 0, ring, 0, 0, false, List.of());
        cluster.node(2).on(new RingEvent.FrameReceived(token));
        cluster.advanceMillis(1000);
        assertThat(taken).isEmpty();
        assertThat(cluster.node(2).ring).isEqualTo(ring);
    }

    /** Only who has lowered the mark of what all have may raise it again: a stranger never does. */
    @Test
    void aTokenWhoseMarkAStrangerHoldsIsNotTaken() {
        var cluster = new SimulatedRing(1, 2).startAll();
        cluster.advanceMillis(3000);
        var taken = new ArrayList<Token>();
        cluster.lossRule = (from, to, packet) -> {
            if (from == 2 && frame(packet) instanceof Token token && token.aruNode() == STRANGER) {
                taken.add(token);
            }
            return false;
        };
        var ring = cluster.node(2).ring;
        cluster.node(2)
                .on(new RingEvent.FrameReceived(
                        new Token(1, 20, 1_000_000, 1, STRANGER, ring, 0, 0, false, List.of())));
        cluster.advanceMillis(60_000);
        cluster.node(1).send("still here");
        cluster.advanceMillis(1000);
        assertThat(taken).isEmpty();
        assertThat(cluster.node(2).delivered).contains("1:still here");
    }

    private static Frame frame(byte[] packet) {
        try {
            return FrameCodec.decode(ByteBuffer.wrap(packet));
        } catch (MalformedFrameException e) {
            throw new AssertionError(e);
        }
    }

    /** "Somebody still recovers": each waits for the one who said so to take it back. */
    @Test
    void aRecoveryThatStandsStillIsBegunAnew() {
        var cluster = new SimulatedRing(1, 3).startAll();
        cluster.advanceMillis(3000);
        var ring = cluster.node(1).ring;
        var changed = new ArrayList<Token>();
        cluster.lossRule = (from, to, packet) -> {
            if (changed.isEmpty()
                    && frame(packet) instanceof Token token
                    && !token.ring().equals(ring)) {
                changed.add(token);
                ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN).putInt(49, 1);
            }
            return false;
        };
        cluster.node(1).on(new RingEvent.Reform());
        cluster.advanceMillis(30_000);
        assertThat(changed).hasSize(1);
        assertThat(cluster.alive()).allSatisfy(node -> {
            assertThat(node.executive.isSynchronised()).isTrue();
            assertThat(node.ring).isNotEqualTo(ring);
            assertThat(node.members).containsExactly(1, 2, 3);
        });
    }

    /** A node that lacks what a member said waits for it; nothing but another ring ends that. */
    @Test
    void aSynchronisationThatStandsStillIsBegunAnew() {
        var cluster = new SimulatedRing(1, 3).startAll();
        cluster.advanceMillis(3000);
        var node = cluster.node(2);
        var ring = node.ring;
        cluster.node(1).on(new RingEvent.Reform());
        while (node.ring.equals(ring)) {
            cluster.advanceMicros(1);
        }
        node.on(new RingEvent.FrameReceived(packet(text("in place of what node 1 says"), 1, 1, node.ring)));
        cluster.advanceMillis(1000);
        assertThat(node.executive.isSynchronised()).isFalse();
        cluster.advanceMillis(60_000);
        assertThat(cluster.alive()).allSatisfy(all -> {
            assertThat(all.executive.isSynchronised()).isTrue();
            assertThat(all.members).containsExactly(1, 2, 3);
        });
    }

    private static byte[] text(String text) {
        return Cpg.encode(1, SimulatedRing.GROUP, 101, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)))
                .getFirst()
                .order(ByteOrder.LITTLE_ENDIAN)
                .array();
    }

    private static Multicast packet(byte[] message, int node, int seq, RingId ring) {
        var packets = new ArrayList<byte[]>();
        var packer = new Packer(1374, packets::add);
        packer.add(message);
        packer.flush();
        return Multicast.ordinary(packets.getFirst(), node, seq, 0, ring);
    }
}
