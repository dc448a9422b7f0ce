package org.quorate.transport.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.quorate.ring.LinkStatus;
import org.quorate.spi.transport.Encryption;
import org.quorate.spi.transport.FrameReceiver;
import org.quorate.spi.transport.Transport;
import org.quorate.spi.transport.TransportSession;

/** What each transport promises to the ring. To be extended with a transport; the other methods have usual answers. */
@Timeout(value = 2, unit = TimeUnit.MINUTES) // of what waits for ever
public abstract class TransportContract {
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int STEPS = 6000;
    private static final int COUNT = 3;

    /** A length that no other frame has. */
    private static final int LAST_BYTES = 33;

    // The header of Totem. A transport may write into a frame which node it is for.
    private static final int HEADER_BYTES = 13;
    private static final int TARGET = 9;

    private final Map<Integer, TransportSession> sessions = new TreeMap<>();
    private final Map<Integer, Received> received = new HashMap<>();
    private TestNodes nodes;

    /** A transport as a node has it. */
    protected abstract Transport transport();

    /** How many links each node has. */
    protected int links() {
        return 1;
    }

    /** What frames are enveloped with. */
    protected Optional<Encryption> encryption() {
        return Optional.empty();
    }

    /** Keys of the {@code totem} section. */
    protected Map<String, String> options() {
        return Map.of();
    }

    /** The largest frame there is; where a frame is a datagram of UDP, 65507 bytes. */
    protected int largestFrameBytes() {
        return 65_536;
    }

    @BeforeEach
    final void chooseAddresses() throws IOException {
        nodes = new TestNodes(COUNT, links());
    }

    @AfterEach
    final void closeAll() {
        sessions.values().forEach(TransportSession::close);
    }

    @Test
    public final void aBroadcastReachesAllOthersAndNotItsSender() throws IOException {
        openAll();
        var frame = frame(100);
        session(1).broadcast(ByteBuffer.wrap(frame));
        until(() -> frames(2).size() == 1 && frames(3).size() == 1);
        settle(1);
        assertSame(frames(2), List.of(frame));
        assertSame(frames(3), List.of(frame));
        assertThat(frames(1)).isEmpty();
    }

    @Test
    public final void aFrameToOneNodeReachesOnlyThat() throws IOException {
        openAll();
        var frame = frame(100);
        session(1).send(3, ByteBuffer.wrap(frame));
        until(() -> frames(3).size() == 1);
        settle(1);
        assertSame(frames(3), List.of(frame));
        assertThat(frames(1)).isEmpty();
        assertThat(frames(2)).isEmpty();
    }

    @Test
    public final void framesOfAllSizesComeWhole() throws IOException {
        openAll();
        for (int bytes : new int[] {HEADER_BYTES, 1400, 1500, 9000, largestFrameBytes()}) {
            var frame = frame(bytes);
            session(1).broadcast(ByteBuffer.wrap(frame));
            session(1).send(3, ByteBuffer.wrap(frame));
            until(() -> frames(2).size() == 1 && frames(3).size() == 2);
            assertSame(frames(2), List.of(frame));
            assertSame(frames(3), List.of(frame, frame));
            received.values().forEach(Received::clear);
        }
    }

    @Test
    public final void whatIsGivenIsNotKeptAndStaysAsItIs() throws IOException {
        openAll();
        var frame = frame(100);
        var given = ByteBuffer.allocateDirect(200).order(ByteOrder.LITTLE_ENDIAN);
        given.position(50).put(frame).flip().position(50);
        session(1).broadcast(given.duplicate().order(ByteOrder.LITTLE_ENDIAN));
        session(1).flush();
        for (int i = 50; i < 150; i++) {
            given.put(i, (byte) 0);
        }
        until(() -> frames(2).size() == 1);
        assertSame(frames(2), List.of(frame));
    }

    @Test
    public final void noFrameToOneNodeOvertakesWhatWasSentToAllBefore() throws IOException {
        openAll();
        for (int round = 0; round < 20; round++) {
            for (int i = 0; i < 40; i++) {
                session(1).broadcast(ByteBuffer.wrap(frame(100 + i % 2)));
            }
            var last = frame(57);
            session(1).send(2, ByteBuffer.wrap(last));
            until(() -> frames(2).size() == 41);
            assertSame(frames(2).subList(40, 41), List.of(last));
            until(() -> frames(3).size() == 40);
            received.values().forEach(Received::clear);
        }
    }

    @Test
    public final void framesToAllComeInTheirOrderAfterAFlush() throws IOException {
        openAll();
        var sent = new byte[50][];
        for (int i = 0; i < sent.length; i++) {
            sent[i] = frame(i % 3 == 0 ? 1300 : 100);
            session(1).broadcast(ByteBuffer.wrap(sent[i]));
        }
        until(() -> frames(2).size() == sent.length && frames(3).size() == sent.length);
        assertSame(frames(2), List.of(sent));
        assertSame(frames(3), List.of(sent));
    }

    @Test
    public final void receivingWithoutATimeDoesNotWait() throws IOException {
        open(1).receive(0); // or never ends
        assertThat(frames(1)).isEmpty();
    }

    @Test
    public final void aWakeupEndsTheNextWait() throws IOException {
        var session = open(1);
        session.wakeup();
        session.receive(TimeUnit.DAYS.toNanos(1)); // or never ends
        assertThat(frames(1)).isEmpty();
    }

    @Test
    public final void aWakeupOfAnotherThreadEndsAWait() throws IOException {
        var session = open(1);
        Thread.ofVirtual().start(() -> {
            Thread.yield();
            session.wakeup();
        });
        session.receive(TimeUnit.DAYS.toNanos(1)); // or never ends
        assertThat(frames(1)).isEmpty();
    }

    @Test
    public final void theLinksOfAllNodesAreToldToAnyThread() throws Exception {
        openAll();
        var told = new LinkStatus[1][];
        var asking =
                Thread.ofPlatform().start(() -> told[0] = session(1).links().toArray(LinkStatus[]::new));
        until(() -> !asking.isAlive());
        asking.join();
        assertThat(Arrays.stream(told[0]).map(LinkStatus::nodeId).collect(Collectors.toSet()))
                .isEqualTo(Set.of(1, 2, 3));
        assertThat(told[0]).hasSize(COUNT * links());
        for (var link : told[0]) {
            var address = nodes.address(link.nodeId(), link.link());
            assertThat(link.address()).isEqualTo(address.getAddress().getHostAddress());
            assertThat(link.connected() || link.nodeId() != 1).isTrue();
        }
    }

    @Test
    public final void afterCloseEverySocketIsFreeAndASessionIsOpenedAgainAtOnce() throws IOException {
        for (int i = 0; i < 3; i++) {
            open(1).close();
            for (int link = 0; link < links(); link++) {
                new DatagramSocket(nodes.address(1, link)).close();
            }
        }
        assertThat(open(1).links()).hasSize(COUNT * links());
    }

    @Test
    public final void anAddressInUseIsToldWithAddressAndPortAndNothingStaysOpen() throws IOException {
        var taken = nodes.address(1, links() - 1);
        try (var _ = new DatagramSocket(taken)) {
            assertThatThrownBy(() -> open(1))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(taken.getAddress().getHostAddress())
                    .hasMessageContaining(Integer.toString(taken.getPort()))
                    .hasMessageContaining("; "); // and the next step
        }
        assertThat(open(1).links()).hasSize(COUNT * links());
    }

    @Test
    public final void aStrangerIsCountedAndNotHeard() throws IOException {
        open(1);
        sendAs("127.0.0.1", frame(100));
        until(() -> !drops(1).isEmpty());
        assertThat(drops(1)).containsExactly(FrameReceiver.Drop.UNLISTED);
        assertThat(frames(1)).isEmpty();
    }

    @Test
    public final void anEmptyDatagramIsCounted() throws IOException {
        open(1);
        sendAs(nodes.address(2, 0).getAddress().getHostAddress(), new byte[0]);
        until(() -> !drops(1).isEmpty());
        assertThat(drops(1)).containsExactly(FrameReceiver.Drop.SIZE);
        assertThat(frames(1)).isEmpty();
    }

    @Test
    public final void garbageOfANodeIsHandedOnOrCountedAndTheNextFrameComes() throws IOException {
        openAll();
        var garbage = new byte[200];
        for (int i = 1; i <= 20; i++) {
            int expected = i;
            ThreadLocalRandom.current().nextBytes(garbage);
            sendAs(nodes.address(2, 0).getAddress().getHostAddress(), Arrays.copyOf(garbage, 10 * i));
            until(() -> drops(1).size() + frames(1).size() >= expected);
        }
        received.values().forEach(Received::clear);
        var frame = frame(100);
        session(2).broadcast(ByteBuffer.wrap(frame));
        until(() -> !frames(1).isEmpty());
        assertSame(frames(1), List.of(frame));
    }

    // ---- nodes

    private TransportSession open(int id) throws IOException {
        var receiver = new Received();
        received.put(id, receiver);
        var settings = nodes.settings(id, largestFrameBytes(), encryption(), options());
        var session = transport().open(settings, receiver);
        sessions.put(id, session);
        return session;
    }

    /** Until all have heard all: a transport may need a while, in which frames are lost. */
    private void openAll() throws IOException {
        for (int id = 1; id <= COUNT; id++) {
            open(id);
        }
        var greeting = frame(HEADER_BYTES);
        for (var sender : sessions.entrySet()) {
            received.values().forEach(Received::clear);
            until(() -> {
                sender.getValue().broadcast(ByteBuffer.wrap(greeting));
                return received.entrySet().stream()
                        .allMatch(node -> node.getKey().equals(sender.getKey())
                                || !node.getValue().frames().isEmpty());
            });
        }
        sessions.keySet().forEach(this::settle);
        received.values().forEach(Received::clear);
    }

    /** All sessions are of this thread, and take turns. */
    private void until(BooleanSupplier condition) {
        for (int i = 0; i < STEPS && !condition.getAsBoolean(); i++) {
            turn(STEP_NANOS / sessions.size());
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    /** Until all that the node has sent has come: what it sends last has, and is taken out again. */
    private void settle(int sender) {
        var last = frame(LAST_BYTES);
        session(sender).broadcast(ByteBuffer.wrap(last));
        for (int id = 1; id <= COUNT; id++) {
            var frames = frames(id);
            if (id != sender) {
                until(() -> !frames.isEmpty() && frames.getLast().length == LAST_BYTES);
                frames.removeLast();
            }
        }
    }

    private void turn(long timeoutNanos) {
        for (var session : sessions.values()) {
            session.flush();
            session.receive(timeoutNanos);
        }
    }

    private void sendAs(String address, byte[] bytes) throws IOException {
        try (var socket = new DatagramSocket(new InetSocketAddress(address, 0))) {
            socket.send(new DatagramPacket(bytes, bytes.length, nodes.address(1, 0)));
        }
    }

    private TransportSession session(int id) {
        return Objects.requireNonNull(sessions.get(id));
    }

    private List<byte[]> frames(int node) {
        return received.getOrDefault(node, new Received()).frames();
    }

    private List<FrameReceiver.Drop> drops(int node) {
        return received.getOrDefault(node, new Received()).drops();
    }

    /** But for what the transport may have written into them. */
    private static void assertSame(List<byte[]> came, List<byte[]> sent) {
        assertThat(came.stream().map(TransportContract::withoutTarget))
                .containsExactlyElementsOf(
                        sent.stream().map(TransportContract::withoutTarget).toList());
    }

    private static byte[] withoutTarget(byte[] frame) {
        var copy = frame.clone();
        Arrays.fill(copy, TARGET, HEADER_BYTES, (byte) 0);
        return copy;
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
