package org.quorate.transport.knet;

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
import org.jspecify.annotations.Nullable;
import org.quorate.datagram.DatagramListener;
import org.quorate.datagram.DatagramLoop;
import org.quorate.datagram.DatagramOptions;
import org.quorate.datagram.DatagramPort;
import org.quorate.link.Destinations;
import org.quorate.link.Drop;
import org.quorate.link.LinkChange;
import org.quorate.link.LinkLayer;
import org.quorate.link.LinkOutput;
import org.quorate.link.LinkReport;
import org.quorate.link.LinkSettings;
import org.quorate.ring.LinkQuality;
import org.quorate.ring.LinkStatus;
import org.quorate.spi.transport.FrameReceiver;
import org.quorate.spi.transport.TransportSession;
import org.quorate.spi.transport.TransportSettings;

/** A socket for each link, and the link layer between them and the ring. */
final class KnetSession implements TransportSession, LinkOutput {
    private static final System.Logger LOG = System.getLogger(KnetSession.class.getName());

    /** What libknet asks for: bursts of large frames in pieces fit while this node is busy. */
    private static final DatagramOptions OPTIONS = new DatagramOptions(8 << 20, true, true);

    private final FrameReceiver receiver;
    private final DatagramLoop loop = new DatagramLoop();
    private final @Nullable DatagramPort[] ports = new @Nullable DatagramPort[LinkSettings.MOST_LINKS];
    private final LinkLayer layer;
    private volatile TransportSettings settings;
    private Routes routes;

    /** What the system did not send, which may be told in the midst of the layer's work: it hears of it afterwards. */
    private final Queue<TooBig> tooBig = new ArrayDeque<>();

    private record TooBig(int link, int nodeId) {}

    private KnetSession(TransportSettings settings, FrameReceiver receiver, LinkSettings links) {
        this.settings = settings;
        this.receiver = receiver;
        this.routes = new Routes(settings);
        this.layer = new LinkLayer(links, this, new SecureRandom(), List.of(), System.nanoTime());
    }

    static KnetSession open(TransportSettings settings, FrameReceiver receiver) throws IOException {
        var session = new KnetSession(settings, receiver, links(settings));
        try {
            session.bind(settings).forEach((link, port) -> session.ports[link] = port);
            return session;
        } catch (IOException e) {
            session.close();
            throw e;
        }
    }

    private static LinkSettings links(TransportSettings settings) throws IOException {
        if (settings.local().addresses().isEmpty()) {
            throw new IOException("node " + settings.local().name() + " has no ring0_addr; add one");
        }
        return new KnetOptions(settings).links();
    }

    /** Opens the links that this node does not have yet, by these addresses; all of them or none. */
    private Map<Integer, DatagramPort> bind(TransportSettings next) throws IOException {
        var bound = new TreeMap<Integer, DatagramPort>();
        for (var link : next.local().addresses().entrySet()) {
            int number = link.getKey();
            var address = link.getValue();
            if (ports[number] != null
                    && address.equals(settings.local().addresses().get(number))) {
                continue;
            }
            try {
                bound.put(number, loop.bind(address, OPTIONS, new Receiving(number)));
            } catch (IOException e) {
                bound.values().forEach(loop::close);
                throw new IOException(cannotBind(number, address, e), e);
            }
        }
        return bound;
    }

    private static String cannotBind(int link, InetSocketAddress address, IOException e) {
        return "link " + link + ": cannot receive on " + address.getAddress().getHostAddress() + " port "
                + address.getPort() + " (udp): " + e.getMessage()
                + "; stop the other program, or set totem.interface.mcastport";
    }

    // ---- what the ring asks

    @Override
    public void receive(long timeoutNanos) {
        long now = System.nanoTime();
        for (var refused = tooBig.poll(); refused != null; refused = tooBig.poll()) {
            layer.tooBig(refused.link(), refused.nodeId(), 0, now);
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

    @Override
    public void update(TransportSettings next) throws IOException {
        loop.flush();
        var links = links(next);
        var bound = bind(next);
        var addresses = next.local().addresses();
        var over = new ArrayList<DatagramPort>();
        for (int link = 0; link < ports.length; link++) {
            if (ports[link] != null && (bound.containsKey(link) || !addresses.containsKey(link))) {
                over.add(ports[link]);
                ports[link] = null;
            }
        }
        bound.forEach((link, port) -> ports[link] = port);
        settings = next;
        routes = new Routes(next);
        layer.update(links, System.nanoTime());
        over.forEach(loop::close);
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
        for (int link = 0; link < ports.length; link++) {
            var port = ports[link];
            var addresses = port == null ? List.<InetSocketAddress>of() : routes.on(link, to);
            if (port != null && !addresses.isEmpty()) {
                datagrams.position(begin);
                port.send(datagrams, segmentBytes, addresses);
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
            case DUPLICATE, UNASKED -> receiver.dropped(FrameReceiver.Drop.REPEATED);
            case UNREACHABLE, FOREIGN_TARGET -> {} // as it must be: nobody did anything wrong
        }
    }

    @Override
    public void linkChanged(int nodeId, int link, boolean up, LinkChange why) {
        LOG.log(
                up ? Level.INFO : Level.WARNING,
                "knet: link {0} to node {1} is {2}: {3}",
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
        public void tooLong(InetSocketAddress to, IOException reason) {
            routes.nodeAt(link, to).ifPresent(node -> tooBig.add(new TooBig(link, node)));
        }
    }
}
