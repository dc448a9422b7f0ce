package org.quorate.transport.session;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.quorate.datagram.DatagramListener;
import org.quorate.datagram.DatagramLoop;
import org.quorate.datagram.DatagramOptions;
import org.quorate.link.Destinations;
import org.quorate.link.Drop;
import org.quorate.link.LinkChange;
import org.quorate.link.LinkLayer;
import org.quorate.link.LinkOutput;
import org.quorate.link.LinkReport;
import org.quorate.link.LinkSettings;
import org.quorate.link.Position;
import org.quorate.link.compress.Compression;
import org.quorate.ring.LinkQuality;
import org.quorate.ring.LinkStatus;
import org.quorate.spi.transport.FrameReceiver;
import org.quorate.spi.transport.TransportSession;
import org.quorate.spi.transport.TransportSettings;

/** Sockets for each link, and the link layer between them and the ring. */
public final class LinkSession implements TransportSession, LinkOutput {
    private static final System.Logger LOG = System.getLogger(LinkSession.class.getName());

    /** What libknet asks for: bursts of large frames in pieces fit while this node is busy. */
    private static final DatagramOptions OPTIONS = new DatagramOptions(8 << 20, true, true);

    private final Kind kind;
    private final FrameReceiver receiver;
    private final DatagramLoop loop;
    private final @Nullable Wire[] wires = new @Nullable Wire[LinkSettings.MOST_LINKS];

    /** How many other nodes are reached, link by link. */
    private final int[] reached = new int[LinkSettings.MOST_LINKS];

    private final LinkLayer layer;
    private volatile TransportSettings settings;
    private Routes routes;

    /** What became of datagrams, which may be told in the midst of the layer's work: it hears of it afterwards. */
    private final Queue<Consumer<LinkLayer>> told = new ArrayDeque<>();

    /**
     * What the sessions of a transport have in common.
     *
     * @param name of the transport, for the log
     * @param version of its packets: while one session follows another, both may hear the same sockets
     * @param makers what the sockets of links follow from
     * @param fits for which settings the transport has such a session
     * @param compressions beside zlib; what is in the list may change
     */
    public record Kind(
            String name,
            int version,
            Function<TransportSettings, Wire.Maker> makers,
            Predicate<TransportSettings> fits,
            List<Compression> compressions) {}

    private LinkSession(Kind kind, TransportSettings settings, FrameReceiver receiver, LinkSettings links) {
        this.kind = kind;
        this.settings = settings;
        this.receiver = receiver;
        this.loop = new DatagramLoop(settings.localNodeId());
        this.routes = new Routes(settings);
        this.layer =
                new LinkLayer(kind.version(), links, this, new SecureRandom(), kind.compressions(), System.nanoTime());
    }

    /** Whether the settings ask for what only links have: encryption, or more than one of them. */
    public static boolean isNeededFor(TransportSettings settings) {
        return settings.encryption().isPresent() || settings.local().addresses().size() > 1;
    }

    /**
     * Opens it.
     *
     * @throws IOException if a setting or an address cannot be; the message names it, and the next step
     */
    public static TransportSession open(Kind kind, TransportSettings settings, FrameReceiver receiver)
            throws IOException {
        var session = new LinkSession(kind, settings, receiver, links(kind, settings));
        try {
            session.bind(settings).forEach((link, wire) -> session.wires[link] = wire);
            return session;
        } catch (IOException e) {
            session.close();
            throw e;
        }
    }

    private static LinkSettings links(Kind kind, TransportSettings settings) throws IOException {
        if (settings.local().addresses().isEmpty()) {
            throw new IOException("node " + settings.local().name() + " has no ring0_addr; add one");
        }
        return new LinkOptions(settings, kind.compressions()).links();
    }

    /** Opens the links that this node does not have yet, by these addresses; all of them or none. */
    private Map<Integer, Wire> bind(TransportSettings next) throws IOException {
        var bound = new TreeMap<Integer, Wire>();
        var maker = kind.makers().apply(next);
        for (var link : next.local().addresses().entrySet()) {
            int number = link.getKey();
            var address = link.getValue();
            if (wires[number] != null
                    && address.equals(settings.local().addresses().get(number))) {
                continue;
            }
            try {
                bound.put(number, maker.open(loop, number, address, OPTIONS, new Receiving(number)));
            } catch (IOException e) {
                bound.values().forEach(Wire::close);
                throw e;
            }
        }
        return bound;
    }

    // ---- what the ring asks

    @Override
    public void receive(long timeoutNanos) {
        long now = System.nanoTime();
        for (var next = told.poll(); next != null; next = told.poll()) {
            next.accept(layer);
        }
        long wait = Math.min(timeoutNanos, layer.tick(now) - now);
        loop.flush();
        loop.receive(Math.max(0, wait));
    }

    @Override
    public void send(int nodeId, ByteBuffer frame) {
        layer.send(nodeId, frame, System.nanoTime());
    }

    @Override
    public void broadcast(ByteBuffer frame) {
        layer.broadcast(frame, System.nanoTime());
    }

    @Override
    public void flush() {
        loop.flush();
    }

    @Override
    public void wakeup() {
        loop.wakeup();
    }

    /** Sockets that stay are not opened anew, so what they follow from must be the same. */
    @Override
    public boolean canUpdate(TransportSettings next) {
        return kind.fits().test(next)
                && kind.makers().apply(next).equals(kind.makers().apply(settings));
    }

    @Override
    public void update(TransportSettings next) throws IOException {
        loop.flush();
        var links = links(kind, next);
        var bound = bind(next);
        var addresses = next.local().addresses();
        var over = new ArrayList<Wire>();
        for (int link = 0; link < wires.length; link++) {
            var wire = wires[link];
            if (wire != null && (bound.containsKey(link) || !addresses.containsKey(link))) {
                over.add(wire);
                wires[link] = null;
            }
        }
        bound.forEach((link, wire) -> wires[link] = wire);
        settings = next;
        routes = new Routes(next);
        layer.update(links, System.nanoTime());
        over.forEach(Wire::close);
    }

    @Override
    public byte[] handOver() {
        return layer.position().toBytes();
    }

    @Override
    public void takeOver(byte[] handedOver) {
        Position.of(handedOver).ifPresent(layer::continueFrom);
    }

    @Override
    public List<LinkStatus> links() {
        var links = new ArrayList<LinkStatus>();
        var local = settings.local();
        local.addresses()
                .forEach((number, address) ->
                        links.add(new LinkStatus(number, local.nodeId(), text(address.getAddress()), true)));
        layer.status().links().forEach(link -> links.add(status(link)));
        return links;
    }

    private static LinkStatus status(LinkReport link) {
        return new LinkStatus(
                link.link(),
                link.nodeId(),
                text(link.address()),
                link.up(),
                Optional.of(new LinkQuality(
                        link.used(), link.mtuBytes(), link.roundTripNanos(), link.jitterNanos(), link.lossShare())));
    }

    private static String text(InetAddress address) {
        return address.getHostAddress();
    }

    @Override
    public void close() {
        loop.close();
        layer.close();
    }

    // ---- what the links ask

    @Override
    public void transmit(Destinations to, ByteBuffer datagrams, int segmentBytes) {
        int begin = datagrams.position();
        for (int link = 0; link < wires.length; link++) {
            var wire = wires[link];
            var addresses = wire == null ? List.<InetSocketAddress>of() : routes.on(link, to);
            if (wire != null && !addresses.isEmpty()) {
                datagrams.position(begin);
                boolean everyone = addresses.size() > 1 && addresses.size() == reached[link];
                wire.send(datagrams, segmentBytes, addresses, everyone);
            }
        }
    }

    @Override
    public void deliver(ByteBuffer frame) {
        receiver.received(frame);
    }

    @Override
    public void dropped(Drop kind) {
        switch (kind) {
            case UNLISTED, UNKNOWN_NODE, UNKNOWN_LINK -> receiver.dropped(FrameReceiver.Drop.UNLISTED);
            case OVERSIZED -> receiver.dropped(FrameReceiver.Drop.SIZE);
            case UNAUTHENTICATED -> receiver.dropped(FrameReceiver.Drop.UNAUTHENTICATED);
            case MALFORMED, WRONG_VERSION, UNKNOWN_COMPRESSION -> receiver.dropped(FrameReceiver.Drop.MALFORMED);
            case REFLECTED -> receiver.dropped(FrameReceiver.Drop.REFLECTED);
            case FORGED -> receiver.dropped(FrameReceiver.Drop.FORGED);
            case REPLAYED -> receiver.dropped(FrameReceiver.Drop.REPLAYED);
            case DUPLICATE, UNASKED -> receiver.dropped(FrameReceiver.Drop.REPEATED);
            case UNREACHABLE, FOREIGN_TARGET -> {} // as it must be: nobody did anything wrong
        }
    }

    @Override
    public void linkChanged(int nodeId, int link, boolean up, LinkChange why) {
        reached[link] += up ? 1 : -1;
        LOG.log(
                up ? Level.INFO : Level.WARNING,
                "{0}: link {1} to node {2} is {3}: {4}",
                kind.name(),
                link,
                Integer.toUnsignedString(nodeId),
                up ? "up" : "down",
                switch (why) {
                    case ANSWERED -> "its pings are answered";
                    case DATA -> "it sends again";
                    case SILENT -> "its pings are not answered";
                    case REFUSED -> "nobody is there";
                    case REMOVED -> "it is not configured any more";
                });
    }

    /** Hands what a socket received to the layer. */
    private final class Receiving implements DatagramListener {
        private final int link;

        Receiving(int link) {
            this.link = link;
        }

        @Override
        public void received(InetSocketAddress from, ByteBuffer datagram) {
            layer.received(link, from.getAddress(), datagram, System.nanoTime());
        }

        @Override
        public void tooLong(InetSocketAddress to, int mtuBytes) {
            tell(to, (layer, node) -> layer.tooBig(link, node, mtuBytes, System.nanoTime()));
        }

        @Override
        public void narrow(InetSocketAddress to, int mtuBytes) {
            tell(to, (layer, node) -> layer.narrow(link, node, mtuBytes, System.nanoTime()));
        }

        @Override
        public void refused(InetSocketAddress to) {
            tell(to, (layer, node) -> layer.refused(link, node, System.nanoTime()));
        }

        private void tell(InetSocketAddress to, ObjIntConsumer<LinkLayer> what) {
            routes.nodesAt(link, to).forEach(node -> told.add(layer -> what.accept(layer, node)));
        }
    }
}
