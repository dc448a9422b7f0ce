package org.quorate.transport.session;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.quorate.datagram.DatagramListener;
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

    private final DatagramLoop loop;
    private final Wire wire;
    private final Peers peers;

    private PlainSession(DatagramLoop loop, Wire wire, Peers peers) {
        this.loop = loop;
        this.wire = wire;
        this.peers = peers;
    }

    /** @throws IOException if a socket cannot be had; the message names address, port and the next step */
    public static TransportSession open(TransportSettings settings, FrameReceiver receiver, Wire.Maker maker)
            throws IOException {
        var first = settings.local().addresses().entrySet().stream()
                .findFirst()
                .orElseThrow(() -> new IOException("node " + settings.local().name() + " has no ring0_addr; add one"));
        int link = first.getKey();
        var address = first.getValue();
        var peers = new Peers(settings, link, address.getPort());
        var loop = new DatagramLoop();
        try {
            var listener = new Receiving(peers, receiver);
            return new PlainSession(loop, maker.open(loop, link, address, OPTIONS, listener), peers);
        } catch (IOException e) {
            loop.close();
            throw e;
        }
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

    /** Hands packets of configured nodes to the ring. */
    private record Receiving(Peers peers, FrameReceiver receiver) implements DatagramListener {
        @Override
        public void received(InetSocketAddress from, ByteBuffer datagram) {
            if (!peers.heard(from.getAddress(), datagram)) {
                receiver.dropped(FrameReceiver.Drop.UNLISTED);
            } else if (!datagram.hasRemaining()) {
                receiver.dropped(FrameReceiver.Drop.SIZE);
            } else {
                receiver.received(datagram);
            }
        }
    }
}
