package org.quorate.transport.session;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.quorate.datagram.DatagramLoop;
import org.quorate.datagram.DatagramOptions;
import org.quorate.ring.LinkStatus;
import org.quorate.spi.transport.FrameReceiver;
import org.quorate.spi.transport.TransportSession;
import org.quorate.spi.transport.TransportSettings;

/** Each frame is a datagram, over the one link that there is. */
public final class PlainSession implements TransportSession {
    /** As much as corosync asks for, so that a burst of all members fits while this node is busy. */
    private static final DatagramOptions OPTIONS = new DatagramOptions(16 * 136192, false, false);

    private final FrameReceiver receiver;
    private final Wire.Maker maker;
    private final DatagramLoop loop = new DatagramLoop();
    private TransportSettings settings;
    private Wire wire;
    private volatile Peers peers;

    private PlainSession(TransportSettings settings, FrameReceiver receiver, Wire.Maker maker) throws IOException {
        this.settings = settings;
        this.receiver = receiver;
        this.maker = maker;
        peers = new Peers(settings, link(settings));
        try {
            wire = connect(settings);
        } catch (IOException e) {
            loop.close();
            throw e;
        }
    }

    /** @throws IOException if a socket cannot be had; the message names address, port and the next step */
    public static TransportSession open(TransportSettings settings, FrameReceiver receiver, Wire.Maker maker)
            throws IOException {
        return new PlainSession(settings, receiver, maker);
    }

    private static Map.Entry<Integer, InetSocketAddress> link(TransportSettings settings) throws IOException {
        return settings.local().addresses().entrySet().stream()
                .findFirst()
                .orElseThrow(() -> new IOException("node " + settings.local().name() + " has no ring0_addr; add one"));
    }

    private Wire connect(TransportSettings to) throws IOException {
        return maker.open(loop, to, link(to).getKey(), OPTIONS, this::received);
    }

    @Override
    public void update(TransportSettings next) throws IOException {
        var link = link(next);
        if (!link.equals(link(settings))) {
            var opened = connect(next);
            wire.close();
            wire = opened;
        }
        settings = next;
        peers = new Peers(next, link).with(peers);
    }

    @Override
    public void receive(long timeoutNanos) {
        loop.receive(timeoutNanos);
    }

    @Override
    public void send(int nodeId, ByteBuffer frame) {
        wire.send(frame, Math.max(1, frame.remaining()), peers.addresses(nodeId), false);
    }

    @Override
    public void broadcast(ByteBuffer frame) {
        wire.send(frame, Math.max(1, frame.remaining()), peers.others(), true);
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
    public List<LinkStatus> links() {
        return peers.links();
    }

    @Override
    public void close() {
        loop.close();
    }

    /** Packets of configured nodes are for the ring. */
    private void received(InetSocketAddress from, ByteBuffer datagram) {
        if (!peers.heard(from.getAddress(), datagram)) {
            receiver.dropped(FrameReceiver.Drop.UNLISTED);
        } else if (!datagram.hasRemaining()) {
            receiver.dropped(FrameReceiver.Drop.SIZE);
        } else {
            receiver.received(datagram);
        }
    }
}
