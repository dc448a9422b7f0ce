package org.quorate.group.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.quorate.ring.LinkQuality;
import org.quorate.ring.LinkStatus;
import org.quorate.spi.transport.FrameReceiver;
import org.quorate.spi.transport.Transport;
import org.quorate.spi.transport.TransportSession;
import org.quorate.spi.transport.TransportSettings;

/** A session that takes the place of another one of the same transport; the test decides what comes, and what is up. */
class ReplacementTest {
    private static final long SECOND = 1_000_000_000;
    private static final List<Integer> MEMBERS = List.of(1, 2);

    private final List<String> told = new ArrayList<>();
    private final List<ByteBuffer> delivered = new ArrayList<>();
    private final Wire wire = new Wire(settings(), new FrameReceiver() {
        @Override
        public void received(ByteBuffer frame) {
            delivered.add(frame);
        }

        @Override
        public void dropped(Drop reason) {}
    });
    private final Fake old = new Fake("old");
    private final Fake newer = new Fake("newer");

    private static TransportSettings settings() {
        var nodes = MEMBERS.stream().map(ReplacementTest::node).toList();
        return new TransportSettings(1, nodes, 1500, 1000, "passive", Optional.empty(), Map.of());
    }

    private static TransportSettings.Node node(int id) {
        var address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0." + id), 5405);
        return new TransportSettings.Node(id, "n" + id, new TreeMap<>(Map.of(0, address)));
    }

    /** A transport and its only session. */
    private final class Fake implements Transport, TransportSession {
        private final String name;
        private FrameReceiver receiver = ReplacementTest.this.nobody();
        private boolean up;
        private long waited;

        Fake(String name) {
            this.name = name;
        }

        @Override
        public TransportSession open(TransportSettings settings, FrameReceiver to) {
            receiver = to;
            told.add(name + " opened");
            return this;
        }

        void bring() {
            receiver.received(ByteBuffer.allocate(30).order(ByteOrder.LITTLE_ENDIAN));
        }

        @Override
        public void receive(long timeoutNanos) {
            waited = timeoutNanos;
        }

        @Override
        public void send(int nodeId, ByteBuffer frame) {}

        @Override
        public void broadcast(ByteBuffer frame) {}

        @Override
        public void flush() {}

        @Override
        public void wakeup() {}

        @Override
        public byte[] handOver() {
            return name.getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public void takeOver(byte[] handedOver) {
            told.add(name + " goes on after " + new String(handedOver, StandardCharsets.US_ASCII));
        }

        @Override
        public List<LinkStatus> links() {
            var quality = Optional.of(new LinkQuality(true, true, 1500, 1458, 1, 1, 0, 1, 1, 0));
            return List.of(new LinkStatus(0, 1, "127.0.0.1", true), new LinkStatus(0, 2, "127.0.0.2", up, quality));
        }

        @Override
        public void close() {
            told.add(name + " closed");
        }
    }

    private FrameReceiver nobody() {
        return new FrameReceiver() {
            @Override
            public void received(ByteBuffer frame) {}

            @Override
            public void dropped(Drop reason) {}
        };
    }

    private void openBoth() throws IOException {
        wire.use(old, "memory");
        wire.open();
        old.up = true;
        wire.openSuccessor(newer);
    }

    @Test
    void theSuccessorIsReadyWhenItsLinksAreUpAndTheRingIsHeardByIt() throws IOException {
        openBoth();
        newer.up = true;
        assertThat(wire.unreached(MEMBERS)).containsExactly(2);
        newer.bring();
        assertThat(wire.unreached(MEMBERS)).isEmpty();
        newer.up = false;
        assertThat(wire.unreached(MEMBERS)).containsExactly(2);
    }

    @Test
    void whomThePresentOneDoesNotReachTheSuccessorNeedNotReachEither() throws IOException {
        openBoth();
        newer.bring();
        old.up = false;
        assertThat(wire.unreached(MEMBERS)).isEmpty();
    }

    @Test
    void itGoesOnWhereThePresentOneIsAndThatOneIsClosed() throws IOException {
        openBoth();
        wire.succeed();
        assertThat(told)
                .containsExactly(
                        "old opened",
                        "newer opened",
                        "newer goes on after old",
                        "newer goes on after old",
                        "old closed");
        assertThat(wire.uses(newer)).isTrue();
        assertThat(wire.openName()).contains("memory");
        assertThat(wire.hasBeside()).isFalse();
    }

    @Test
    void bothAreHeardAndNothingIsWaitedForLong() throws IOException {
        openBoth();
        old.bring();
        newer.bring();
        assertThat(delivered).hasSize(2);
        wire.receive(SECOND);
        assertThat(old.waited).isBetween(10_000_000L, SECOND / 10);
        assertThat(newer.waited).isZero();
        wire.turn();
        wire.receive(SECOND);
        assertThat(newer.waited).isBetween(1L, 1_000_000L);
    }
}
