package org.quorate.totem;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.quorate.totem.cpg.Cpg;
import org.quorate.totem.cpg.CpgListener;
import org.quorate.totem.cpg.CpgProcess;
import org.quorate.totem.frame.Frame;
import org.quorate.totem.frame.FrameCodec;
import org.quorate.totem.frame.Join;
import org.quorate.totem.frame.MalformedFrameException;
import org.quorate.totem.frame.Multicast;
import org.quorate.totem.frame.RingId;
import org.quorate.totem.service.Executive;
import org.quorate.totem.service.QuorumBarrier;
import org.quorate.totem.service.Service;

/** Nodes with production cores on a network and a clock of their own. Everything follows from the seed. */
final class SimulatedRing {
    static final String GROUP = "test";

    private final IntFunction<RingSettings> settings;
    private final Random random;
    private final Map<Integer, Node> nodes = new TreeMap<>();
    private final PriorityQueue<Happening> queue =
            new PriorityQueue<>(Comparator.comparingLong(Happening::at).thenComparingLong(Happening::order));
    private final Set<Long> cuts = new HashSet<>();
    private long now;
    private long order;
    double loss;

    /** Nodes that, as those of corosync, leave no mark in what they send. */
    final Set<Integer> leaveNoMark = new HashSet<>();

    /** Nodes that, as those of corosync, see no mark in what others send. */
    final Set<Integer> seeNoMark = new HashSet<>();

    /** Packets that are lost for a reason of their own. */
    LossRule lossRule = (from, to, packet) -> false;

    /** What each node has for service 1. */
    Function<Node, Service> administration = node -> new Silent();

    private static final class Silent implements Service {
        @Override
        public int id() {
            return 1;
        }

        @Override
        public boolean synchronises() {
            return false;
        }

        @Override
        public void delivered(int function, int sender, ByteBuffer message) {}
    }

    /** Whether a packet is lost between two nodes. */
    @FunctionalInterface
    interface LossRule {
        boolean loses(int from, int to, byte[] packet);
    }

    private record Happening(long at, long order, Runnable action) {}

    SimulatedRing(long seed, int count) {
        this(seed, count, self -> RingSettings.defaults(self, count));
    }

    SimulatedRing(long seed, int count, IntFunction<RingSettings> settings) {
        this.settings = settings;
        random = new Random(seed);
        for (int id = 1; id <= count; id++) {
            nodes.put(id, new Node(id));
        }
    }

    SimulatedRing startAll() {
        nodes.values().forEach(Node::start);
        return this;
    }

    Node node(int id) {
        return java.util.Objects.requireNonNull(nodes.get(id));
    }

    List<Node> alive() {
        return nodes.values().stream().filter(node -> node.alive).toList();
    }

    void cut(int a, int b) {
        cuts.add(pair(a, b));
        cuts.add(pair(b, a));
    }

    void heal() {
        cuts.clear();
    }

    void advanceMillis(long millis) {
        advanceMicros(TimeUnit.MILLISECONDS.toMicros(millis));
    }

    void advanceMicros(long micros) {
        long end = now + TimeUnit.MICROSECONDS.toNanos(micros);
        while (!queue.isEmpty() && queue.peek().at() <= end) {
            var next = queue.poll();
            now = next.at();
            next.action().run();
        }
        now = end;
    }

    void laterMillis(long millis, Runnable action) {
        at(now + TimeUnit.MILLISECONDS.toNanos(millis), action);
    }

    private void at(long time, Runnable action) {
        queue.add(new Happening(time, order++, action));
    }

    private void transmit(int from, int to, byte[] bytes) {
        if (cuts.contains(pair(from, to))
                || from != to && random.nextDouble() < loss
                || lossRule.loses(from, to, bytes)
                || !nodes.containsKey(to)) {
            return;
        }
        long delay = from == to ? 1_000 : 20_000 + random.nextInt(60_000);
        var target = node(to);
        int life = target.life;
        var packet = leaveNoMark.contains(from) || seeNoMark.contains(to) ? withoutMark(bytes) : bytes;
        at(now + delay, () -> target.arrived(packet, life));
    }

    private static byte[] withoutMark(byte[] bytes) {
        var copy = bytes.clone();
        switch (decoded(bytes)) {
            case Multicast _ -> ByteBuffer.wrap(copy).putInt(41, 0);
            case Join _ -> copy[4] = 0;
            default -> {}
        }
        return copy;
    }

    private static Frame decoded(byte[] bytes) {
        try {
            return FrameCodec.decode(ByteBuffer.wrap(bytes));
        } catch (MalformedFrameException e) {
            throw new AssertionError(e);
        }
    }

    private static long pair(int a, int b) {
        return (long) a << 32 | b;
    }

    /** One node: its executive, a process in the group, and what survives a crash. */
    final class Node implements Executive.Host {
        final int id;
        final List<String> delivered = new ArrayList<>();
        final List<String> views = new ArrayList<>();
        final Map<RingId, List<String>> deliveredIn = new HashMap<>();
        final Map<RingId, RingId> ringAfter = new HashMap<>();
        RingSettings settings;
        private final Map<RingTimer, Long> timers = new EnumMap<>(RingTimer.class);
        Executive executive;
        Cpg cpg;
        RingId ring = RingId.NONE;
        List<Integer> members = List.of();
        List<CpgProcess> group = List.of();
        int rings;
        boolean alive;
        int life;
        private long stored;
        private long pausedUntil;
        private final Queue<byte[]> unread = new ArrayDeque<>();
        private boolean discarding;

        Node(int id) {
            this.id = id;
            this.settings = SimulatedRing.this.settings.apply(id);
            this.executive = new Executive(settings, this);
            this.cpg = new Cpg(id, executive::send);
        }

        void start() {
            alive = true;
            life++;
            timers.clear();
            unread.clear();
            delivered.clear();
            ring = RingId.NONE;
            settings = ownSettings();
            executive = new Executive(settings, this);
            cpg = new Cpg(id, executive::send);
            executive.add(cpg);
            executive.add(new QuorumBarrier());
            executive.add(administration.apply(this));
            cpg.join(GROUP, 100 + id, new Recorder());
            on(new RingEvent.Started(stored));
        }

        private RingSettings ownSettings() {
            var own = SimulatedRing.this.settings.apply(id);
            return leaveNoMark.contains(id) ? own.withoutRelay() : own;
        }

        /** It stands still; what happens meanwhile, happens afterwards. */
        void pauseMillis(long millis) {
            pausedUntil = now + TimeUnit.MILLISECONDS.toNanos(millis);
            at(pausedUntil, this::readUnread);
        }

        private void at(long time, Runnable action) {
            int scheduledIn = life;
            SimulatedRing.this.at(time, () -> {
                if (alive && life == scheduledIn) {
                    if (now < pausedUntil) {
                        at(pausedUntil, action);
                    } else {
                        action.run();
                    }
                }
            });
        }

        /** As in a host, all that waits is read at once, before the timers. */
        private void readUnread() {
            for (var next = unread.poll(); next != null; next = unread.poll()) {
                if (!discarding) {
                    receive(next);
                }
            }
            discarding = false;
        }

        void crash() {
            alive = false;
        }

        void send(String text) {
            for (var message :
                    Cpg.encode(id, GROUP, 100 + id, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)))) {
                executive.on(new RingEvent.Submitted(message.array()), now);
            }
        }

        void on(RingEvent event) {
            executive.on(event, now);
        }

        private void arrived(byte[] bytes, int sentTo) {
            if (alive && life == sentTo) {
                unread.add(bytes);
                if (now >= pausedUntil) {
                    readUnread();
                }
            }
        }

        void receive(byte[] bytes) {
            on(new RingEvent.FrameReceived(decoded(bytes)));
        }

        @Override
        public void perform(RingEffect effect) {
            switch (effect) {
                case RingEffect.Persist(var sequence) -> stored = sequence;
                case RingEffect.Broadcast(var frame) -> {
                    var bytes = encode(frame);
                    nodes.keySet().stream().filter(to -> to != id).forEach(to -> transmit(id, to, bytes));
                }
                case RingEffect.Send(var to, var frame) -> transmit(id, to, encode(frame));
                case RingEffect.Arm(var timer, var deadline) -> {
                    timers.put(timer, deadline);
                    at(deadline, () -> {
                        if (timers.remove(timer, deadline)) {
                            on(new RingEvent.TimerExpired(timer));
                        }
                    });
                }
                case RingEffect.Disarm(var timer) -> timers.remove(timer);
                case RingEffect.DiscardReceived() -> discarding = true;
                default -> {} // for logs, or handled by the executive
            }
        }

        @Override
        public void installed(RingId newRing, List<Integer> newMembers) {
            ringAfter.put(ring, newRing);
            ring = newRing;
            members = newMembers;
            rings++;
        }

        @Override
        public void synchronised() {}

        private byte[] encode(Frame frame) {
            var out = ByteBuffer.allocate(FrameCodec.length(frame));
            FrameCodec.encode(frame, out);
            return out.array();
        }

        private final class Recorder implements CpgListener {
            @Override
            public void delivered(CpgProcess sender, ByteBuffer message) {
                var text = sender.node() + ":" + StandardCharsets.UTF_8.decode(message);
                delivered.add(text);
                deliveredIn.computeIfAbsent(ring, _ -> new ArrayList<>()).add(text);
            }

            @Override
            public void changed(List<CpgProcess> members, List<Change> left, List<Change> joined) {
                group = members;
                views.add(members.stream().map(CpgProcess::node).toList() + " -"
                        + left.stream()
                                .map(change -> change.process().node() + " " + change.reason())
                                .toList()
                        + " +"
                        + joined.stream()
                                .map(change -> change.process().node() + " " + change.reason())
                                .toList());
            }
        }
    }
}
