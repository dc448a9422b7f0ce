package org.quorate.group.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quorate.group.GroupException;
import org.quorate.group.GroupListener;
import org.quorate.group.GroupMember;
import org.quorate.group.MembershipChange;
import org.quorate.ring.RingPhase;
import org.quorate.spi.transport.TransportSettings;
import org.quorate.totem.RingSettings;
import org.quorate.totem.cpg.CpgProcess;

class RingHostTest {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    /** Longer than a machine that stands still for a while: a ring that must stay breaks for no other reason. */
    private static final int TOKEN_MILLIS = 20_000;

    @TempDir
    Path state;

    private final MemoryNetwork network = new MemoryNetwork();
    private final List<RingHost> hosts = new ArrayList<>();
    private final List<LocalProcess> processes = new ArrayList<>();
    private final List<Recorder> recorders = new ArrayList<>();

    @AfterEach
    void stop() {
        processes.forEach(LocalProcess::close);
        hosts.forEach(RingHost::stop);
    }

    @Test
    void threeNodesDeliverTheMessagesOfAllInOneOrder() throws Exception {
        startCluster(3);
        var sending = new ArrayList<CompletableFuture<Void>>();
        for (var process : processes) {
            sending.add(CompletableFuture.runAsync(() -> send(process, 2000)));
        }
        sending.forEach(CompletableFuture::join);
        for (var recorder : recorders) {
            recorder.awaitMessages(6000);
        }
        assertThat(recorders.get(0).messages()).hasSize(6000);
        assertThat(recorders.get(1).messages()).isEqualTo(recorders.get(0).messages());
        assertThat(recorders.get(2).messages()).isEqualTo(recorders.get(0).messages());
    }

    @Test
    void messagesLargerThanOneRequestArriveWhole() throws Exception {
        startCluster(2);
        var content = "x".repeat(3_000_000);
        processes.get(0).send(DEADLINE, text(content));
        recorders.get(1).awaitMessages(1);
        assertThat(recorders.get(1).messages()).containsExactly("1:" + content);
    }

    @Test
    void aTransportThatGoesAndComesBackLosesNothingAndKeepsTheRing() throws Exception {
        startCluster(3);
        var ring = hosts.get(0).status().ring();
        hosts.get(1).use(null, "memory");
        assertThat(hosts.get(1).status().transport()).isEmpty();
        processes.get(0).send(DEADLINE, text("meanwhile"));
        processes.get(1).send(DEADLINE, text("from behind the wall"));
        hosts.get(1).use(network, "memory");
        for (var recorder : recorders) {
            recorder.awaitMessages(2);
        }
        assertThat(hosts.get(0).status().ring()).isEqualTo(ring);
        assertThat(hosts.get(1).status().phase()).isEqualTo(RingPhase.OPERATIONAL);
    }

    @Test
    void aNodeThatStopsIsMissedAtOnce() throws Exception {
        startCluster(3);
        hosts.get(2).stop();
        recorders.get(0).awaitMembers(2);
        recorders.get(1).awaitMembers(2);
        assertThat(hosts.get(0).status().members()).containsExactly(1, 2);
    }

    @Test
    void aProcessThatLeavesIsGoneForAllAndCannotSend() throws Exception {
        startCluster(2);
        processes.get(1).close();
        recorders.get(0).awaitMembers(1);
        assertThatThrownBy(() -> processes.get(1).send(DEADLINE, text("too late")))
                .isInstanceOfSatisfying(
                        GroupException.class, e -> assertThat(e.reason()).isEqualTo(GroupException.Cause.LEFT));
    }

    @Test
    void whatAProcessHasSentIsHeardBeforeItLeaves() throws Exception {
        startCluster(2);
        hosts.get(1).use(null, "memory");
        for (int i = 0; i < 500; i++) {
            processes.get(1).send(DEADLINE, text("x".repeat(1400))); // more than the ring takes at once
        }
        processes.get(1).close();
        hosts.get(1).use(network, "memory");
        recorders.get(0).awaitMembers(1);
        assertThat(recorders.get(0).messages().size()).isEqualTo(500); // no message of 700 kB
    }

    @Test
    void garbageIsCountedAndChangesNothing() throws Exception {
        startCluster(2);
        var ring = hosts.get(0).status().ring();
        var random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            var garbage = new byte[random.nextInt(200)];
            random.nextBytes(garbage);
            network.inject(1, garbage);
        }
        processes.get(1).send(DEADLINE, text("comes behind it"));
        recorders.get(0).awaitMessages(1);
        assertThat(hosts.get(0).status().ring()).isEqualTo(ring);
        assertThat(hosts.get(0).status().counters()).containsEntry("rx_msg_dropped_garbage", 1000L);
    }

    /** Processes elsewhere can join and leave as often as they like while a listener here stands still. */
    @Test
    void aListenerThatIsBehindWithChangesIsExpelled() throws Exception {
        startCluster(1);
        var goOn = new CountDownLatch(1);
        var expelled = new CompletableFuture<String>();
        var slow = new GroupListener() {
            @Override
            public void delivered(GroupMember sender, ByteBuffer message) {}

            @Override
            public void membershipChanged(MembershipChange change) {
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }

            @Override
            public void expelled(String reason) {
                expelled.complete(reason);
            }
        };
        var process = new LocalProcess(hosts.get(0), "slow", new GroupMember(1, 43), slow, () -> {});
        processes.add(process);
        hosts.get(0).join(process);
        var many =
                IntStream.range(0, 4000).mapToObj(pid -> new CpgProcess(1, pid)).toList();
        hosts.get(0).await(() -> {
            for (int i = 0; i < 1000; i++) {
                process.changed(many, List.of(), List.of());
            }
        });
        goOn.countDown();
        assertThat(expelled.get(20, TimeUnit.SECONDS)).contains("MiB behind");
    }

    @Test
    void aPeerThatSpeaksOtherwiseIsNamedOnceAndIgnored() throws Exception {
        startCluster(2);
        var ring = hosts.get(0).status().ring();
        var lines = new ConcurrentLinkedQueue<String>();
        var handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                if (line.getLevel() == java.util.logging.Level.WARNING) {
                    lines.add(MessageFormat.format(line.getMessage(), line.getParameters()));
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        var logger = Logger.getLogger(RingHost.class.getName());
        logger.addHandler(handler);
        try {
            for (int i = 0; i < 1000; i++) {
                network.inject(1, of(2, 2, ByteOrder.LITTLE_ENDIAN));
                network.inject(1, of(3, 2, ByteOrder.BIG_ENDIAN));
                network.inject(1, of(4, 1000 + i, ByteOrder.LITTLE_ENDIAN));
            }
            processes.get(0).send(DEADLINE, text("still here"));
            recorders.get(0).awaitMessages(1);
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(lines)
                .containsExactly(
                        "ring: node 2 (n2) speaks version 2 of the protocol, this node 3; its packets are ignored, and"
                                + " it cannot be a member until both are alike",
                        "ring: node 2 (n2) has the other byte order; its packets are ignored, and it cannot be a"
                                + " member until both are alike",
                        "ring: a node that is not in the nodelist speaks version 4 of the protocol, this node 3; its"
                                + " packets are ignored, and it cannot be a member until both are alike");
        var status = hosts.get(0).status();
        assertThat(status.ring()).isEqualTo(ring);
        assertThat(status.counters())
                .containsEntry("rx_msg_dropped_version", 2000L)
                .containsEntry("rx_msg_dropped_byte_order", 1000L);
    }

    /** The beginning of a frame. */
    private static byte[] of(int version, int node, ByteOrder order) {
        return ByteBuffer.allocate(60)
                .order(order)
                .putShort((short) 0xC070)
                .put((byte) version)
                .putShort((short) 0)
                .putInt(node)
                .array();
    }

    @Test
    void whatAnEngineSaysAtLastIsHeardBeforeTheRingIsFormedWithoutIt() throws Exception {
        startCluster(3);
        var engines = new ArrayList<TalkativeEngine>();
        for (var host : hosts) {
            var engine = new TalkativeEngine();
            engines.add(engine);
            host.attach(engine);
        }
        for (var engine : engines) {
            engine.await("3 members");
        }
        hosts.get(1).detach(engines.get(1));
        assertThat(engines.get(0).heard()).contains("goodbye of 2"); // the next ring may be there already
        engines.get(0).await("3 members", "goodbye of 2", "3 members");
    }

    @Test
    void whatAnEngineSaysAtLastIsHeardBeforeItsNodeGoes() throws Exception {
        startCluster(3);
        var engines = List.of(new TalkativeEngine(), new TalkativeEngine());
        hosts.get(0).attach(engines.get(0));
        hosts.get(2).attach(engines.get(1));
        engines.get(0).await("3 members");
        engines.get(1).await("3 members");
        hosts.get(2).stop();
        engines.get(0).await("goodbye of 3", "2 members");
    }

    @Test
    void aMessageTooLargeIsRefused() throws Exception {
        startCluster(1);
        var process = processes.get(0);
        var part = ByteBuffer.allocate(process.maxMessageBytes());
        assertThatThrownBy(() -> process.send(DEADLINE, part, text("x")))
                .isInstanceOfSatisfying(
                        GroupException.class, e -> assertThat(e.reason()).isEqualTo(GroupException.Cause.TOO_LARGE));
    }

    private void startCluster(int count) throws IOException, InterruptedException {
        var nodes = new ArrayList<TransportSettings.Node>();
        for (int id = 1; id <= count; id++) {
            nodes.add(new TransportSettings.Node(id, "n" + id, new TreeMap<Integer, InetSocketAddress>()));
        }
        for (int id = 1; id <= count; id++) {
            var host = new RingHost(
                    new NodeSettings(
                            1,
                            RingSettings.of(id, TOKEN_MILLIS, 1500),
                            new TransportSettings(id, nodes, 1500, 1000, "passive", Optional.empty(), Map.of()),
                            "memory"),
                    new RingIdJournal(state, id),
                    OptionalLong::empty,
                    message -> {
                        throw new AssertionError(message);
                    },
                    () -> {},
                    new NamedTransports(Map.of()));
            var recorder = new Recorder();
            var process = new LocalProcess(host, "test", new GroupMember(id, 42), recorder, () -> {});
            hosts.add(host);
            recorders.add(recorder);
            processes.add(process);
            host.start();
            host.use(network, "memory");
            host.join(process);
        }
        for (var recorder : recorders) {
            recorder.awaitMembers(count);
        }
    }

    private static void send(LocalProcess process, int count) {
        try {
            for (int i = 0; i < count; i++) {
                process.send(DEADLINE, text("message " + i));
            }
        } catch (GroupException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
