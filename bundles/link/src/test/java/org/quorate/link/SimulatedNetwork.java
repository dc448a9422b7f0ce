package org.quorate.link;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.quorate.link.compress.Compression;
import org.quorate.link.packet.Packets;

/** Nodes with links, on networks whose faults and times follow from a seed. Link n of node m has the address 10.n.0.m. */
final class SimulatedNetwork {
    static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    static final int HEADER_BYTES = 13;
    static final int TOKEN = 0;
    static final int MULTICAST = 1;

    private static final int BODY = HEADER_BYTES + Long.BYTES;
    private static final int IP_UDP_BYTES = 28;

    private final SplittableRandom random;
    private final PriorityQueue<Flight> flights =
            new PriorityQueue<>(Comparator.comparingLong(Flight::at).thenComparingLong(Flight::number));
    private final Map<Integer, Node> nodes = new TreeMap<>();
    private final Map<String, Path> paths = new TreeMap<>();
    private final int links;
    private long flown;

    /** Every datagram as it is sent. */
    final List<Sent> sent = new ArrayList<>();

    List<Compression> compressions = List.of();
    boolean records;
    long now = -5 * MILLI;

    /** What was handed to the wire at once. */
    record Sent(long at, int from, int to, int link, byte[] bytes, int destinations) {}

    private record Flight(long at, long number, int from, int to, int link, byte[] bytes) {}

    /** What happens to datagrams from one node to another by one link. */
    static final class Path {
        long latencyNanos = MILLI / 10;
        long jitterNanos;
        int lossPercent;
        int mtuBytes = 65535;
        int systemMtuBytes = 65535;
        boolean cut;
        boolean duplicates;
    }

    /** A running link layer and what it told. */
    final class Node implements LinkOutput {
        final int id;
        final LinkLayer layer;
        final List<Long> tags = new ArrayList<>();
        final List<String> changes = new ArrayList<>();
        final Map<Drop, Integer> drops = new EnumMap<>(Drop.class);
        final List<int[]> tooBig = new ArrayList<>();

        @Nullable
        ByteBuffer lastFrame;

        boolean keepsTags = true;
        boolean getsAnything;
        long frames;
        long next;

        Node(int id, LinkSettings settings) {
            this.id = id;
            layer = new LinkLayer(
                    Packets.VERSION, settings, this, new SplittableRandom(random.nextLong()), compressions, now);
            next = now;
        }

        @Override
        public void transmit(Destinations to, ByteBuffer datagrams, int segmentBytes) {
            for (int from = 0; from < datagrams.limit(); from += segmentBytes) {
                var bytes = new byte[Math.min(segmentBytes, datagrams.limit() - from)];
                datagrams.get(from, bytes);
                for (int i = 0; i < to.size(); i++) {
                    if (records) {
                        sent.add(new Sent(now, id, to.nodeId(i), to.link(i), bytes, to.size()));
                    }
                    fly(this, to.nodeId(i), to.link(i), bytes);
                }
            }
        }

        @Override
        public void deliver(ByteBuffer frame) {
            frames++;
            if (keepsTags) {
                tags.add(frame.getLong(frame.position() + HEADER_BYTES));
            }
            lastFrame = ByteBuffer.allocate(frame.remaining()).order(ByteOrder.LITTLE_ENDIAN);
            lastFrame.put(0, frame, frame.position(), frame.remaining());
            if (!getsAnything && !isWhole(lastFrame)) {
                throw new AssertionError("frame " + lastFrame.getLong(HEADER_BYTES) + " is spoiled");
            }
        }

        @Override
        public void dropped(Drop kind) {
            drops.merge(kind, 1, Integer::sum);
        }

        @Override
        public void linkChanged(int nodeId, int link, boolean up, LinkChange why) {
            changes.add(nodeId + ":" + link + " " + why);
        }

        void tick() {
            next = layer.tick(now);
        }

        void broadcast(int type, int length, long tag) {
            layer.broadcast(frame(type, length, tag), now);
            tick();
        }

        void send(int to, int type, int length, long tag) {
            layer.send(to, frame(type, length, tag), now);
            tick();
        }

        LinkReport report(int nodeId, int link) {
            return layer.status().links().stream()
                    .filter(report -> report.nodeId() == nodeId && report.link() == link)
                    .findFirst()
                    .orElseThrow();
        }

        boolean isUp(int nodeId, int link) {
            return report(nodeId, link).up();
        }

        /** The link by which frames for the node go. */
        int used(int nodeId) {
            return layer.status().links().stream()
                    .filter(report -> report.nodeId() == nodeId && report.used())
                    .mapToInt(LinkReport::link)
                    .findFirst()
                    .orElse(-1);
        }

        boolean isConnected() {
            return layer.status().links().stream().allMatch(LinkReport::up);
        }
    }

    SimulatedNetwork(long seed, int links) {
        random = new SplittableRandom(seed);
        this.links = links;
    }

    static InetAddress address(int link, int node) {
        try {
            return InetAddress.getByAddress(new byte[] {10, (byte) link, 0, (byte) node});
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    static ByteBuffer frame(int type, int length, long tag) {
        var frame = ByteBuffer.allocate(length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(0, (short) 0xC070)
                .put(2, (byte) 3)
                .put(3, (byte) type)
                .putLong(HEADER_BYTES, tag);
        for (int at = BODY; at < length; at++) {
            frame.put(at, byteAt(tag, at));
        }
        return frame;
    }

    /** Whether it is one of those, as a whole. */
    private static boolean isWhole(ByteBuffer frame) {
        long tag = frame.getLong(HEADER_BYTES);
        for (int at = BODY; at < frame.limit(); at++) {
            if (frame.get(at) != byteAt(tag, at)) {
                return false;
            }
        }
        return true;
    }

    private static byte byteAt(long tag, int at) {
        return (byte) (tag * 31 + at + at / 251);
    }

    LinkSettings settings(int self, int... ids) {
        var configured = new ArrayList<LinkSettings.Node>();
        for (int id : ids) {
            var addresses = new TreeMap<Integer, InetAddress>();
            for (int link = 0; link < links; link++) {
                addresses.put(link, address(link, id));
            }
            configured.add(new LinkSettings.Node(id, addresses));
        }
        // corosync's token timeout: 650 ms more for each node after the second
        return LinkSettings.of(self, configured, 3000 + 650 * Math.max(0, configured.size() - 2));
    }

    SimulatedNetwork start(UnaryOperator<LinkSettings> change, int... ids) {
        for (int id : ids) {
            start(change.apply(settings(id, ids)));
        }
        return this;
    }

    Node start(LinkSettings settings) {
        var node = new Node(settings.localNodeId(), settings);
        nodes.put(node.id, node);
        node.tick();
        return node;
    }

    /** The process is gone, with all that was under way to it and from it. */
    void kill(int id) {
        nodes.remove(id);
        flights.removeIf(flight -> flight.to == id || flight.from == id);
    }

    Node node(int id) {
        var node = nodes.get(id);
        if (node == null) {
            throw new AssertionError("node " + id + " does not run");
        }
        return node;
    }

    Path path(int from, int to, int link) {
        return paths.computeIfAbsent(from + ">" + to + ":" + link, _ -> new Path());
    }

    /** Both directions. */
    List<Path> between(int a, int b, int link) {
        return List.of(path(a, b, link), path(b, a, link));
    }

    void advanceMillis(long millis) {
        advance(millis * MILLI);
    }

    void advance(long nanos) {
        long end = now + nanos;
        while (true) {
            long at = end;
            Node due = null;
            for (var node : nodes.values()) {
                if (node.next - at < 0) {
                    at = node.next;
                    due = node;
                }
            }
            var flight = flights.peek();
            if (flight != null && flight.at - at < 0) {
                flights.remove();
                now = Math.max(now, flight.at);
                land(flight);
            } else if (due != null) {
                now = Math.max(now, at);
                due.tick();
            } else {
                now = end;
                return;
            }
        }
    }

    private void land(Flight flight) {
        var node = nodes.get(flight.to);
        if (node != null) {
            inject(node, flight.link, address(flight.link, flight.from), flight.bytes);
        }
    }

    void inject(Node node, int link, InetAddress source, byte[] bytes) {
        node.layer.received(link, source, ByteBuffer.wrap(bytes), now);
        node.tick();
    }

    private void fly(Node from, int to, int link, byte[] bytes) {
        var path = path(from.id, to, link);
        int size = bytes.length + IP_UDP_BYTES;
        if (size > path.systemMtuBytes) {
            from.layer.tooBig(link, to, path.systemMtuBytes, now);
        }
        if (path.cut || size > Math.min(path.mtuBytes, path.systemMtuBytes)) {
            return;
        }
        for (int copy = 0; copy < (path.duplicates ? 2 : 1); copy++) {
            if (random.nextInt(100) >= path.lossPercent) {
                long jitter = path.jitterNanos == 0 ? 0 : random.nextLong(path.jitterNanos);
                flights.add(new Flight(now + path.latencyNanos + jitter, flown++, from.id, to, link, bytes));
            }
        }
    }
}
