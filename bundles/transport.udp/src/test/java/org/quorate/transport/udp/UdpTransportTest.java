package org.quorate.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.quorate.ring.LinkStatus;
import org.quorate.spi.transport.TransportSession;
import org.quorate.transport.kit.Received;
import org.quorate.transport.kit.TestNodes;

class UdpTransportTest {
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int STEPS = 6000;
    private static final Map<String, String> NAMED = Map.of("cluster_name", "udp-test");

    /** Of a join of node 7; the rest of the header means nothing to a transport. */
    private static final byte[] JOIN = {0x70, (byte) 0xC0, 3, 3, 0, 7, 0, 0, 0, 0, 0, 0, 0};

    private final List<TransportSession> sessions = new ArrayList<>();
    private final Received received = new Received();

    @AfterEach
    void close() {
        sessions.forEach(TransportSession::close);
    }

    @Test
    void allIsSentFromThePortBefore() throws IOException {
        var nodes = new TestNodes(2, 1);
        var first = open(nodes, NAMED);
        try (var second = new DatagramSocket(nodes.address(2, 0))) {
            second.setSoTimeout(60_000);
            first.send(2, ByteBuffer.wrap(new byte[] {1}));
            first.flush();
            first.receive(0);
            var packet = new DatagramPacket(new byte[10], 10);
            second.receive(packet);
            assertThat(packet.getSocketAddress()).isEqualTo(sending(nodes));
        }
    }

    @Test
    void eachSocketThatIsTakenIsNamed() throws IOException {
        var nodes = new TestNodes(2, 1);
        try (var _ = new DatagramSocket(sending(nodes))) {
            assertThatThrownBy(() -> open(nodes, NAMED))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot send from " + sending(nodes).getHostString() + " port "
                            + sending(nodes).getPort() + " (udp)")
                    .hasMessageContaining("set totem.interface.mcastport");
        }
        assertThat(open(nodes, NAMED).links()).hasSize(2);
    }

    @Test
    void whatCannotBeAGroupIsRefusedByName() throws IOException {
        var nodes = new TestNodes(2, 1);
        assertThatThrownBy(() -> open(nodes, Map.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("totem.cluster_name is missing");
        assertThatThrownBy(() -> open(nodes, Map.of("interface.0.mcastaddr", "ff15::1")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("totem.interface.mcastaddr means ff15:0:0:0:0:0:0:1");
    }

    @Test
    void whereNobodyIsListedANodeIsKnownFromItsJoin() throws IOException {
        var nodes = new TestNodes(2, 1);
        var settings = Map.of("cluster_name", "udp-test", "block_unlisted_ips", "no");
        var first = open(nodes, settings);
        var port = nodes.address(1, 0).getPort();
        var stranger = new InetSocketAddress("127.0.0.77", port);
        try (var socket = new DatagramSocket(stranger)) {
            socket.setSoTimeout(60_000);
            socket.send(new DatagramPacket(JOIN, JOIN.length, nodes.address(1, 0)));
            until(first, () -> !received.frames().isEmpty());
            assertThat(first.links())
                    .filteredOn(link -> link.nodeId() == 7)
                    .singleElement()
                    .satisfies(link -> assertThat(link.address()).isEqualTo("127.0.0.77"))
                    .matches(LinkStatus::connected);
            first.send(7, ByteBuffer.wrap(new byte[] {5}));
            first.flush();
            first.receive(0);
            var packet = new DatagramPacket(new byte[10], 10);
            socket.receive(packet);
            assertThat(packet.getLength()).isOne();
        }
    }

    private static InetSocketAddress sending(TestNodes nodes) {
        var receiving = nodes.address(1, 0);
        return new InetSocketAddress(receiving.getAddress(), receiving.getPort() - 1);
    }

    private TransportSession open(TestNodes nodes, Map<String, String> options) throws IOException {
        var session = new UdpTransport().open(nodes.settings(1, 1500, Optional.empty(), options), received);
        sessions.add(session);
        return session;
    }

    private static void until(TransportSession session, BooleanSupplier condition) {
        for (int i = 0; i < STEPS && !condition.getAsBoolean(); i++) {
            session.receive(STEP_NANOS);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
