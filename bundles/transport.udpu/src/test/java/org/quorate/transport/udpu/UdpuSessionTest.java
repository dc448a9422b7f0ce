package org.quorate.transport.udpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quorate.spi.transport.FrameReceiver;
import org.quorate.spi.transport.TransportSession;
import org.quorate.spi.transport.TransportSettings;

class UdpuSessionTest {
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int STEPS = 1200;

    private final List<TransportSession> sessions = new ArrayList<>();
    private final Map<Integer, Received> received = new TreeMap<>();
    private List<TransportSettings.Node> nodes = List.of();

    /** What one node was handed. */
    private static final class Received implements FrameReceiver {
        final List<byte[]> frames = new ArrayList<>();
        final List<Drop> drops = new ArrayList<>();

        @Override
        public void received(ByteBuffer frame) {
            var bytes = new byte[frame.remaining()];
            frame.get(bytes);
            frames.add(bytes);
        }

        @Override
        public void dropped(Drop reason) {
            drops.add(reason);
        }
    }

    /** Three addresses of a loopback network that nobody else has, on a port that the system chose. */
    @BeforeEach
    void chooseAddresses() throws IOException {
        var random = ThreadLocalRandom.current();
        var network = "127." + random.nextInt(1, 255) + "." + random.nextInt(255) + ".";
        int port;
        try (var probe = new DatagramSocket(new InetSocketAddress(network + 1, 0))) {
            port = probe.getLocalPort();
        }
        var list = new ArrayList<TransportSettings.Node>();
        for (int id = 1; id <= 3; id++) {
            var addresses = new TreeMap<Integer, InetSocketAddress>();
            addresses.put(0, new InetSocketAddress(InetAddress.getByName(network + id), port));
            list.add(new TransportSettings.Node(id, "n" + id, addresses));
        }
        nodes = list;
    }

    @AfterEach
    void close() {
        sessions.forEach(TransportSession::close);
    }

    @Test
    void aBroadcastReachesAllOthersAndASendOnlyItsNode() throws IOException {
        var first = open(1);
        var second = open(2);
        var third = open(3);
        first.broadcast(ByteBuffer.wrap(new byte[] {1}));
        first.send(3, ByteBuffer.wrap(new byte[] {2}));
        first.flush();
        awaitFrames(second, 2, 1);
        awaitFrames(third, 3, 2);
        first.receive(0);
        assertThat(frames(1)).isEmpty();
        assertThat(frames(2)).containsExactly(new byte[] {1});
        assertThat(frames(3)).containsExactly(new byte[] {1}, new byte[] {2});
    }

    @Test
    void framesComeWholeUpToTheLargestDatagram() throws IOException {
        var first = open(1);
        var second = open(2);
        var large = new byte[60_000];
        ThreadLocalRandom.current().nextBytes(large);
        first.send(2, ByteBuffer.wrap(large));
        first.flush();
        awaitFrames(second, 2, 1);
        assertThat(frames(2).getFirst()).isEqualTo(large);
    }

    @Test
    void datagramsOfStrangersAreCountedAndDropped() throws IOException {
        var first = open(1);
        try (var stranger = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0))) {
            stranger.send(new DatagramPacket(new byte[] {7}, 1, address(1)));
        }
        for (int i = 0; i < STEPS && drops(1).isEmpty(); i++) {
            first.receive(STEP_NANOS);
        }
        assertThat(drops(1)).containsExactly(FrameReceiver.Drop.UNLISTED);
        assertThat(frames(1)).isEmpty();
    }

    @Test
    void aPortInUseIsNamedWithTheNextStep() throws IOException {
        try (var _ = new DatagramSocket(address(1))) {
            assertThatThrownBy(() -> open(1))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(address(1).getAddress().getHostAddress())
                    .hasMessageContaining("totem.interface.mcastport");
        }
    }

    @Test
    void aWakeupEndsTheNextWait() throws IOException {
        var first = open(1);
        first.wakeup();
        first.receive(TimeUnit.MINUTES.toNanos(10));
        assertThat(frames(1)).isEmpty();
    }

    @Test
    void afterCloseTheAddressIsFree() throws IOException {
        open(1).close();
        sessions.clear();
        assertThat(open(1).links()).hasSize(3);
    }

    @Test
    void nodesComeGoAndMoveWhileItIsOpen() throws IOException {
        var all = nodes;
        nodes = all.subList(0, 2);
        var first = open(1);
        var second = open(2);
        nodes = List.of(all.get(0), all.get(2));
        var third = open(3);
        first.update(settings(1));
        first.broadcast(ByteBuffer.wrap(new byte[] {1}));
        first.flush();
        awaitFrames(third, 3, 1);
        second.receive(0);
        assertThat(frames(2)).isEmpty();
        nodes = List.of(
                all.get(0), new TransportSettings.Node(3, "n3", all.get(1).addresses()));
        second.close();
        sessions.remove(second);
        third.update(settings(3));
        first.update(settings(1));
        first.broadcast(ByteBuffer.wrap(new byte[] {2}));
        first.flush();
        awaitFrames(third, 3, 2);
        assertThat(frames(3)).containsExactly(new byte[] {1}, new byte[] {2});
        new DatagramSocket(all.get(2).addresses().get(0)).close(); // is free again
    }

    @Test
    void anAddressThatCannotBeBoundChangesNothing() throws IOException {
        var all = nodes;
        nodes = all.subList(0, 2);
        var first = open(1);
        var second = open(2);
        nodes = List.of(new TransportSettings.Node(1, "n1", all.get(2).addresses()), all.get(1));
        try (var _ = new DatagramSocket(all.get(2).addresses().get(0))) {
            assertThatThrownBy(() -> first.update(settings(1))).hasMessageContaining("cannot receive on");
        }
        first.broadcast(ByteBuffer.wrap(new byte[] {1}));
        first.flush();
        awaitFrames(second, 2, 1);
        assertThat(frames(2)).hasSize(1);
    }

    private TransportSettings settings(int id) {
        return new TransportSettings(id, nodes, 1500, 1000, "passive", Optional.empty(), Map.of());
    }

    private TransportSession open(int id) throws IOException {
        var receiver = new Received();
        received.put(id, receiver);
        var session = new UdpuTransport().open(settings(id), receiver);
        sessions.add(session);
        return session;
    }

    private void awaitFrames(TransportSession session, int node, int count) {
        for (int i = 0; i < STEPS && frames(node).size() < count; i++) {
            session.receive(STEP_NANOS);
        }
    }

    private List<byte[]> frames(int node) {
        return received.getOrDefault(node, new Received()).frames;
    }

    private List<FrameReceiver.Drop> drops(int node) {
        return received.getOrDefault(node, new Received()).drops;
    }

    private InetSocketAddress address(int id) throws UnknownHostException {
        return nodes.get(id - 1).addresses().firstEntry().getValue();
    }
}
