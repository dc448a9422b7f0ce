package org.quorate.transport.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quorate.spi.transport.TransportSession;
import org.quorate.spi.transport.TransportSettings;
import org.quorate.transport.kit.Received;
import org.quorate.transport.kit.TestNodes;

/** What changes while it is open; the rest is in the contract of the transports. */
class PlainSessionTest {
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int STEPS = 1200;

    private final List<TransportSession> sessions = new ArrayList<>();
    private final Map<Integer, Received> received = new TreeMap<>();
    private List<TransportSettings.Node> nodes = List.of();

    @BeforeEach
    void chooseAddresses() throws IOException {
        nodes = new TestNodes(3, 1).all();
    }

    @AfterEach
    void close() {
        sessions.forEach(TransportSession::close);
    }

    @Test
    void nodesComeAndGoWhileItIsOpen() throws IOException {
        var all = nodes;
        nodes = all.subList(0, 2);
        var first = open(1);
        var second = open(2);
        nodes = List.of(all.get(0), all.get(2));
        var third = open(3);
        assertThat(first.canUpdate(settings(1))).isTrue();
        first.update(settings(1));
        first.broadcast(ByteBuffer.wrap(new byte[] {1}));
        first.flush();
        awaitFrames(third, 3, 1);
        second.receive(0);
        assertThat(frames(2)).isEmpty();
    }

    @Test
    void whoMovesNeedsASecondSession() throws IOException {
        var all = nodes;
        nodes = all.subList(0, 2);
        var first = open(1);
        nodes = List.of(new TransportSettings.Node(1, "n1", all.get(2).addresses()), all.get(1));
        assertThat(first.canUpdate(settings(1))).isFalse();
        nodes = List.of(
                all.get(0), new TransportSettings.Node(2, "n2", all.get(2).addresses()));
        assertThat(first.canUpdate(settings(1))).isFalse();
    }

    private TransportSettings settings(int id) {
        return new TransportSettings(id, nodes, 1500, 1000, "passive", Optional.empty(), Map.of());
    }

    private TransportSession open(int id) throws IOException {
        var receiver = new Received();
        received.put(id, receiver);
        var session = PlainSession.open(settings(id), receiver, _ -> UnicastWire.MAKER);
        sessions.add(session);
        return session;
    }

    private void awaitFrames(TransportSession session, int node, int count) {
        for (int i = 0; i < STEPS && frames(node).size() < count; i++) {
            session.receive(STEP_NANOS);
        }
    }

    private List<byte[]> frames(int node) {
        return received.getOrDefault(node, new Received()).frames();
    }
}
