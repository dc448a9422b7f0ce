package org.quorate.transport.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quorate.datagram.DatagramListener;
import org.quorate.datagram.DatagramLoop;
import org.quorate.datagram.DatagramOptions;
import org.quorate.ring.LinkStatus;
import org.quorate.spi.transport.Encryption;
import org.quorate.spi.transport.FrameReceiver;
import org.quorate.spi.transport.TransportSession;
import org.quorate.spi.transport.TransportSettings;
import org.quorate.transport.kit.Received;
import org.quorate.transport.kit.TestNodes;

class LinkSessionTest {
    private static final int TOKEN_MILLIS = 1000;
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int STEPS = 6000;

    private final List<TransportSession> sessions = new ArrayList<>();
    private final Map<Integer, Received> received = new TreeMap<>();
    private TestNodes nodes;
    private List<TransportSettings.Node> present = List.of();

    @BeforeEach
    void chooseAddresses() throws IOException {
        nodes = new TestNodes(3, 2);
        present = nodes.all();
    }

    @AfterEach
    void close() {
        sessions.forEach(TransportSession::close);
    }

    @Test
    void encryptedLinksAreMeasured() throws IOException {
        var encryption = Optional.of(new Encryption("aes256", "sha256", new byte[200]));
        var first = open(1, encryption, Map.of());
        open(2, encryption, Map.of());
        open(3, encryption, Map.of());
        until(() -> first.links().stream().allMatch(LinkStatus::connected));
        assertThat(first.links())
                .hasSize(6)
                .filteredOn(link -> link.nodeId() != 1)
                .allSatisfy(link -> assertThat(link.quality().orElseThrow().roundTripNanos())
                        .isPositive());
    }

    @Test
    void whoHasAnotherKeyIsCountedAndNotHeard() throws IOException {
        var first = open(1, Optional.of(new Encryption("aes256", "sha256", new byte[200])), Map.of());
        var other = new byte[200];
        Arrays.fill(other, (byte) 1);
        open(2, Optional.of(new Encryption("aes256", "sha256", other)), Map.of());
        until(() -> drops(1).size() > 3);
        assertThat(drops(1)).containsOnly(FrameReceiver.Drop.UNAUTHENTICATED);
        assertThat(first.links()).filteredOn(link -> link.nodeId() == 2).noneMatch(LinkStatus::connected);
    }

    @Test
    void theLinkOfTheHigherPriorityIsUsed() throws IOException {
        var options = Map.of("interface.1.knet_link_priority", "9");
        var first = open(1, Optional.empty(), options);
        open(2, Optional.empty(), options);
        until(() -> first.links().stream().filter(link -> link.nodeId() == 2).allMatch(LinkStatus::connected));
        assertThat(first.links())
                .filteredOn(
                        link -> link.quality().map(quality -> quality.used()).orElse(false))
                .extracting(LinkStatus::link)
                .containsExactly(1);
    }

    @Test
    void whatCannotBeIsRefusedByName() {
        assertThatThrownBy(() -> open(1, Optional.empty(), Map.of("knet_compression_model", "lzma")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("totem.knet_compression_model lzma")
                .hasMessageContaining("[none, zlib], or install the bundle");
        assertThatThrownBy(() -> open(1, Optional.empty(), Map.of("knet_mtu", "300")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("knet_mtu 300; it is 0 or 576 to 65535");
    }

    @Test
    void theLinkOfAPortInUseIsNamed() throws IOException {
        var second = nodes.address(1, 1);
        try (var _ = new DatagramSocket(second)) {
            assertThatThrownBy(() -> open(1, Optional.empty(), Map.of()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(
                            "link 1: cannot receive on " + second.getAddress().getHostAddress());
        }
    }

    /** What is sent by each link, and whether it is for everyone. */
    private static final class Recording {
        final List<Boolean> everyone = new ArrayList<>();

        Wire open(
                DatagramLoop loop,
                int link,
                InetSocketAddress local,
                DatagramOptions options,
                DatagramListener listener)
                throws IOException {
            var wire = UnicastWire.MAKER.open(loop, link, local, options, listener);
            return new Wire() {
                @Override
                public void send(
                        ByteBuffer datagrams, int segmentBytes, List<InetSocketAddress> to, boolean forEveryone) {
                    everyone.add(forEveryone);
                    wire.send(datagrams, segmentBytes, to, forEveryone);
                }

                @Override
                public void close() {
                    wire.close();
                }
            };
        }
    }

    @Test
    void whatGoesToAllWhoAreReachedIsForEveryoneAndNothingElseIs() throws IOException {
        var recording = new Recording();
        var first = open(1, Optional.empty(), Map.of(), recording::open);
        open(2, Optional.empty(), Map.of());
        open(3, Optional.empty(), Map.of());
        assertThat(recording.everyone).doesNotContain(true); // pings
        until(() -> first.links().stream().allMatch(LinkStatus::connected));
        first.broadcast(ByteBuffer.wrap(frame(100)));
        assertThat(recording.everyone.getLast()).isTrue();
        first.send(2, ByteBuffer.wrap(frame(100)));
        assertThat(recording.everyone.getLast()).isFalse();
    }

    @Test
    void linksComeAndGoWhileFramesFlow() throws IOException {
        var both = nodes.all();
        present = both.stream().map(node -> with(node, 0)).toList();
        var first = open(1, Optional.empty(), Map.of());
        open(2, Optional.empty(), Map.of());
        assertThat(first.links()).hasSize(3);
        until(() -> isConnected(first, 0));
        update(both);
        until(() -> isConnected(first, 1));
        var frame = frame(5000);
        first.broadcast(ByteBuffer.wrap(frame));
        until(() -> frames(2) == 1 && isConnected(sessions.get(1), 1, 1));
        update(both.stream().map(node -> with(node, 1)).toList());
        first.broadcast(ByteBuffer.wrap(frame));
        until(() -> frames(2) == 2);
        assertThat(first.links()).hasSize(3).allMatch(link -> link.link() == 1);
        new DatagramSocket(both.getFirst().addresses().get(0)).close(); // is free again
    }

    @Test
    void aLinkThatCannotBeBoundChangesNothing() throws IOException {
        var both = nodes.all();
        present = both.stream().map(node -> with(node, 0)).toList();
        var first = open(1, Optional.empty(), Map.of());
        open(2, Optional.empty(), Map.of());
        until(() -> isConnected(first, 0));
        try (var _ = new DatagramSocket(both.getFirst().addresses().get(1))) {
            assertThatThrownBy(() -> first.update(settings(1, both, Optional.empty(), Map.of())))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("link 1: cannot receive on");
        }
        assertThat(first.links()).hasSize(3);
        first.broadcast(ByteBuffer.wrap(frame(100)));
        until(() -> frames(2) == 1);
    }

    @Test
    void anAddressChangesWhileTheOtherLinkCarries() throws IOException {
        var first = open(1, Optional.empty(), Map.of());
        open(2, Optional.empty(), Map.of());
        until(() -> isConnected(first, 0) && isConnected(first, 1));
        var moved = new ArrayList<>(nodes.all());
        var addresses = new TreeMap<>(moved.get(1).addresses());
        var before = nodes.address(2, 0);
        var free = nodes.address(3, 0);
        addresses.put(0, new InetSocketAddress(free.getAddress(), before.getPort()));
        moved.set(1, new TransportSettings.Node(2, "n2", addresses));
        moved.remove(2);
        update(moved);
        assertThat(isConnected(first, 0)).isFalse();
        first.broadcast(ByteBuffer.wrap(frame(100)));
        until(() -> isConnected(first, 0) && frames(2) == 1);
        new DatagramSocket(before).close();
    }

    @Test
    void theKeyChangesStepByStepAndNothingIsRefused() throws IOException {
        var before = Optional.of(new Encryption("aes256", "sha256", new byte[200]));
        var after = Optional.of(new Encryption("aes128", "sha1", new byte[300]));
        var first = open(1, before, Map.of());
        var second = open(2, before, Map.of());
        until(() -> isConnected(first, 0));
        int sent = 0;
        for (var step :
                List.of(List.of(before, after), List.of(after, before), List.of(after, Optional.<Encryption>empty()))) {
            for (var session : List.of(first, second)) {
                int id = session == first ? 1 : 2;
                session.update(new TransportSettings(
                        id, nodes.all(), 65_536, TOKEN_MILLIS, "passive", step.getFirst(), Map.of(), step.getLast()));
                first.broadcast(ByteBuffer.wrap(frame(3000)));
                int count = ++sent;
                until(() -> frames(2) == count);
            }
        }
        assertThat(drops(1)).isEmpty();
        assertThat(drops(2)).isEmpty();
    }

    private static boolean isConnected(TransportSession session, int link) {
        return isConnected(session, link, 2);
    }

    private static boolean isConnected(TransportSession session, int link, int node) {
        return session.links().stream()
                .anyMatch(status -> status.link() == link && status.nodeId() == node && status.connected());
    }

    /** The node with one of its links only. */
    private static TransportSettings.Node with(TransportSettings.Node node, int link) {
        return new TransportSettings.Node(
                node.nodeId(),
                node.name(),
                new TreeMap<>(Map.of(link, node.addresses().get(link))));
    }

    /** As it comes to all sessions, in the order in which they were opened. */
    private void update(List<TransportSettings.Node> next) throws IOException {
        int id = 0;
        for (var session : sessions) {
            session.update(settings(++id, next, Optional.empty(), Map.of()));
        }
    }

    private static TransportSettings settings(
            int id, List<TransportSettings.Node> nodes, Optional<Encryption> encryption, Map<String, String> options) {
        return new TransportSettings(id, nodes, 65_536, TOKEN_MILLIS, "passive", encryption, options);
    }

    private TransportSession open(int id, Optional<Encryption> encryption, Map<String, String> options)
            throws IOException {
        return open(id, encryption, options, UnicastWire.MAKER);
    }

    private TransportSession open(
            int id, Optional<Encryption> encryption, Map<String, String> options, Wire.Maker maker) throws IOException {
        var receiver = new Received();
        received.put(id, receiver);
        var session = LinkSession.open(
                new LinkSession.Kind("test", 7, _ -> maker, _ -> true, List.of()),
                settings(id, present, encryption, options),
                receiver);
        sessions.add(session);
        return session;
    }

    /** All sessions are of this thread, and take turns. */
    private void until(BooleanSupplier condition) {
        for (int i = 0; i < STEPS && !condition.getAsBoolean(); i++) {
            for (var session : sessions) {
                session.flush();
                session.receive(STEP_NANOS / sessions.size());
            }
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private int frames(int node) {
        return received.getOrDefault(node, new Received()).frames().size();
    }

    private List<FrameReceiver.Drop> drops(int node) {
        return received.getOrDefault(node, new Received()).drops();
    }

    /** With the header of a merge-detect to all, which is a frame as good as any. */
    private static byte[] frame(int bytes) {
        var frame = new byte[bytes];
        ThreadLocalRandom.current().nextBytes(frame);
        ByteBuffer.wrap(frame)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) 0xC070)
                .put((byte) 3)
                .put((byte) 2)
                .put((byte) 0)
                .putInt(1)
                .putInt(0);
        return frame;
    }
}
