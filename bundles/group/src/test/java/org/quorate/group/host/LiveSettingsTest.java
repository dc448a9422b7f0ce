package org.quorate.group.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quorate.group.GroupMember;
import org.quorate.ring.RingId;
import org.quorate.spi.transport.Encryption;
import org.quorate.spi.transport.TransportSettings;
import org.quorate.totem.RingSettings;

/** Three nodes whose settings change; the transport tells what it was told to use. */
class LiveSettingsTest {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final int TOKEN_MILLIS = 20_000;
    private static final Optional<Encryption> OLD = Optional.of(new Encryption("aes256", "sha256", new byte[200]));
    private static final Optional<Encryption> NEW = Optional.of(new Encryption("aes256", "sha256", new byte[201]));

    @TempDir
    Path state;

    private final MemoryNetwork network = new MemoryNetwork();
    private final List<RingHost> hosts = new ArrayList<>();
    private final List<LocalProcess> processes = new ArrayList<>();
    private final List<Recorder> recorders = new ArrayList<>();
    private final MemoryNetwork other = new MemoryNetwork();
    private final NamedTransports transports = new NamedTransports(Map.of("memory", network, "other", other));
    private RingId ring = RingId.NONE;
    private int turns;

    /** What is configured, for all nodes. */
    private record Plan(
            long version, Set<Integer> links, Optional<Encryption> encryption, int tokenMillis, String transport) {
        static Plan with(long version, Set<Integer> links, Optional<Encryption> encryption) {
            return new Plan(version, links, encryption, TOKEN_MILLIS, "memory");
        }

        NodeSettings of(int id) {
            var nodes = IntStream.rangeClosed(1, 3).mapToObj(this::node).toList();
            return new NodeSettings(
                    version,
                    RingSettings.of(id, tokenMillis, 1500),
                    new TransportSettings(id, nodes, 1500, tokenMillis, "passive", encryption, Map.of()),
                    transport);
        }

        private TransportSettings.Node node(int id) {
            var addresses = new TreeMap<Integer, InetSocketAddress>();
            links.forEach(link -> addresses.put(
                    link, new InetSocketAddress(InetAddress.ofLiteral("127.0." + link + "." + id), 5405 + link)));
            return new TransportSettings.Node(id, "n" + id, addresses);
        }
    }

    private void start(Plan plan) throws IOException, InterruptedException {
        begin(plan);
        awaitRing();
    }

    private void begin(Plan plan) throws IOException {
        for (int id = 1; id <= 3; id++) {
            var host = new RingHost(
                    plan.of(id),
                    new RingIdJournal(state, id),
                    OptionalLong::empty,
                    message -> {
                        throw new AssertionError(message);
                    },
                    () -> {},
                    transports);
            var recorder = new Recorder();
            var process = new LocalProcess(host, "test", new GroupMember(id, 42), recorder, () -> {});
            hosts.add(host);
            recorders.add(recorder);
            processes.add(process);
            host.start();
            host.use(network, "memory");
            host.join(process);
        }
    }

    private void awaitRing() throws InterruptedException {
        for (var recorder : recorders) {
            recorder.awaitMembers(3);
        }
        ring = hosts.getFirst().status().ring();
    }

    @AfterEach
    void stop() {
        processes.forEach(LocalProcess::close);
        hosts.forEach(RingHost::stop);
    }

    @Test
    void nobodySendsWithAKeyThatNotAllHaveLoaded() throws Exception {
        start(Plan.with(1, Set.of(0), OLD));
        var plan = Plan.with(2, Set.of(0), NEW);
        hosts.get(0).use(plan.of(1));
        hosts.get(1).use(plan.of(2));
        awaitUpdates(2);
        turn();
        assertThat(network.updates).hasSize(2).allMatch(LiveSettingsTest::isLoaded);
        hosts.get(2).use(plan.of(3));
        awaitUpdates(9);
        var updates = network.updates;
        assertThat(updates.subList(0, 3)).allMatch(LiveSettingsTest::isLoaded);
        for (int id = 1; id <= 3; id++) {
            int node = id;
            var own = updates.stream()
                    .filter(update -> update.localNodeId() == node)
                    .toList();
            assertThat(own).hasSize(3);
            assertThat(own.get(1).encryption()).isEqualTo(NEW);
            assertThat(own.get(1).accepted()).isEqualTo(OLD);
            assertThat(own.get(2)).isEqualTo(plan.of(id).links());
        }
        assertThat(lastActivation()).isLessThan(firstCleanUp());
        assertThat(hosts.getFirst().status().ring()).isEqualTo(ring);
    }

    private static boolean isLoaded(TransportSettings update) {
        return update.encryption().equals(OLD) && update.accepted().equals(NEW);
    }

    private int lastActivation() {
        return IntStream.range(0, 9)
                .filter(i -> network.updates.get(i).accepted().equals(OLD))
                .max()
                .orElseThrow();
    }

    private int firstCleanUp() {
        return IntStream.range(0, 9)
                .filter(i -> network.updates.get(i).accepted().isEmpty())
                .min()
                .orElseThrow();
    }

    @Test
    void encryptionBeginsAndEndsWithoutAPause() throws Exception {
        start(Plan.with(1, Set.of(0), Optional.empty()));
        use(Plan.with(2, Set.of(0), NEW));
        awaitUpdates(9);
        assertThat(network.updates.getFirst().accepted()).isEqualTo(NEW);
        use(Plan.with(3, Set.of(0), Optional.empty()));
        awaitUpdates(18);
        assertThat(network.updates.get(9).encryption()).isEqualTo(NEW);
        assertThat(network.updates.get(9).accepted()).contains(Encryption.NONE);
        assertThat(network.updates.getLast().encryption()).isEmpty();
        assertThat(hosts.getFirst().status().ring()).isEqualTo(ring);
    }

    @Test
    void whatIsOnlyAddedIsInUseAtOnceAndNobodyIsAsked() throws Exception {
        start(Plan.with(1, Set.of(0), OLD));
        var plan = Plan.with(2, Set.of(0, 1), OLD);
        hosts.get(1).use(plan.of(2));
        awaitUpdates(1);
        turn();
        assertThat(network.updates).containsExactly(plan.of(2).links());
    }

    @Test
    void aLinkIsLetGoOnlyWhenAnotherOneIsUp() throws Exception {
        start(Plan.with(1, Set.of(0), OLD));
        network.down.add(1);
        var plan = Plan.with(2, Set.of(1), OLD);
        use(plan);
        awaitUpdates(3);
        turn();
        assertThat(network.updates)
                .hasSize(3)
                .allMatch(update -> linksOf(update).equals(Set.of(0, 1)));
        network.down.clear();
        awaitUpdates(6);
        assertThat(network.updates.subList(3, 6))
                .allMatch(update -> linksOf(update).equals(Set.of(1)));
        assertThat(hosts.getFirst().status().ring()).isEqualTo(ring);
    }

    private static Set<Integer> linksOf(TransportSettings update) {
        return update.local().addresses().keySet();
    }

    @Test
    void whatCannotBeBoundLeavesAllAsItIsUntilSomethingElseIsConfigured() throws Exception {
        start(Plan.with(1, Set.of(0), OLD));
        network.broken = 1;
        use(Plan.with(2, Set.of(0, 1), NEW));
        turn();
        assertThat(network.updates).isEmpty();
        use(Plan.with(3, Set.of(0), NEW));
        awaitUpdates(9);
        assertThat(network.updates.getLast().encryption()).isEqualTo(NEW);
    }

    @Test
    void aChangeThatIsTakenBackBeforeAllHaveLoadedItLeavesNothing() throws Exception {
        start(Plan.with(1, Set.of(0), OLD));
        hosts.get(0).use(Plan.with(2, Set.of(0), NEW).of(1));
        awaitUpdates(1);
        hosts.get(0).use(Plan.with(3, Set.of(0), OLD).of(1));
        awaitUpdates(2);
        hosts.get(1).use(Plan.with(2, Set.of(0), NEW).of(2));
        hosts.get(2).use(Plan.with(2, Set.of(0), NEW).of(3));
        awaitUpdates(4);
        turn();
        assertThat(network.updates.get(1))
                .isEqualTo(Plan.with(3, Set.of(0), OLD).of(1).links());
        assertThat(network.updates)
                .hasSize(4)
                .allMatch(update -> update.encryption().equals(OLD));
    }

    @Test
    void timesAndTransportAreThoseOfAllAtOnce() throws Exception {
        start(Plan.with(1, Set.of(0), OLD));
        var plan = new Plan(2, Set.of(0), OLD, 2 * TOKEN_MILLIS, "other");
        hosts.get(0).use(plan.of(1));
        turn();
        assertThat(transports.used()).isEmpty();
        hosts.get(1).use(plan.of(2));
        hosts.get(2).use(plan.of(3));
        awaitTransport("other");
        assertThat(hosts.getFirst().status().ring()).isEqualTo(ring);
        assertThat(network.sessions()).isZero();
    }

    @Test
    void aTransportByWhichANodeIsNotHeardIsNotUsedUntilItIs() throws Exception {
        start(Plan.with(1, Set.of(0), OLD));
        other.silent.add(3);
        use(new Plan(2, Set.of(0), OLD, TOKEN_MILLIS, "other"));
        turn();
        turn();
        assertThat(transports.used()).isEmpty();
        other.silent.clear();
        awaitTransport("other");
        turn();
        assertThat(hosts.getFirst().status().ring()).isEqualTo(ring);
    }

    @Test
    void aTransportIsTakenBackAsLongAsNotAllHaveIt() throws Exception {
        start(Plan.with(1, Set.of(0), OLD));
        var plan = new Plan(2, Set.of(0), OLD, TOKEN_MILLIS, "other");
        hosts.get(0).use(plan.of(1));
        hosts.get(1).use(plan.of(2));
        turn();
        use(Plan.with(1, Set.of(0), OLD));
        turn();
        assertThat(transports.used()).isEmpty();
        assertThat(other.sessions()).isZero();
        assertThat(hosts.getFirst().status().transport()).contains("memory");
        use(new Plan(3, Set.of(0), OLD, TOKEN_MILLIS, "other"));
        awaitTransport("other");
        assertThat(hosts.getFirst().status().ring()).isEqualTo(ring);
    }

    @Test
    void aTransportIsTakenAlsoByWhoIsToldWhileTheRingForms() throws Exception {
        begin(Plan.with(1, Set.of(0), OLD));
        use(new Plan(2, Set.of(0), OLD, TOKEN_MILLIS, "other"));
        awaitTransport("other");
        awaitRing();
        turn();
    }

    @Test
    void aTransportThatIsNotThereChangesNothing() throws Exception {
        start(Plan.with(1, Set.of(0), OLD));
        use(new Plan(2, Set.of(0), OLD, TOKEN_MILLIS, "missing"));
        turn();
        assertThat(hosts.getFirst().status().transport()).contains("memory");
        use(new Plan(3, Set.of(0), OLD, TOKEN_MILLIS, "other"));
        awaitTransport("other");
    }

    /** Back and forth, while messages flow: all come, in one order, in one ring. */
    @Test
    void underLoadNothingIsLostOrDoubledWhenTheTransportChanges() throws Exception {
        start(Plan.with(1, Set.of(0), OLD));
        for (int version = 2; version <= 21; version++) {
            var name = version % 2 == 0 ? "other" : "memory";
            use(new Plan(version, Set.of(0), OLD, TOKEN_MILLIS, name));
            while (transports.used().size() < 3) {
                turn();
            }
            awaitTransport(name);
        }
        turn();
        assertThat(hosts).allSatisfy(host -> assertThat(host.status().ring()).isEqualTo(ring));
        assertThat(recorders.get(1).messages()).isEqualTo(recorders.get(0).messages());
        assertThat(recorders.get(2).messages()).isEqualTo(recorders.get(0).messages());
        assertThat(recorders.get(0).messages()).hasSize(turns);
    }

    private void awaitTransport(String name) throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            assertThat(transports.used().poll(DEADLINE.toSeconds(), TimeUnit.SECONDS))
                    .isEqualTo(name);
        }
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (network.sessions() + other.sessions() > 3 && System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
        assertThat(network.sessions() + other.sessions()).isEqualTo(3);
    }

    private void use(Plan plan) {
        for (int id = 1; id <= 3; id++) {
            hosts.get(id - 1).use(plan.of(id));
        }
    }

    private void awaitUpdates(int count) {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (network.updates.size() < count && System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
        assertThat(network.updates).hasSizeGreaterThanOrEqualTo(count);
    }

    /** A message of each node that all have: whatever was said before it has been heard. */
    private void turn() throws Exception {
        for (var process : processes) {
            process.send(DEADLINE, ByteBuffer.wrap("turn".getBytes(StandardCharsets.UTF_8)));
        }
        turns += processes.size();
        for (var recorder : recorders) {
            recorder.awaitMessages(turns);
        }
    }
}
