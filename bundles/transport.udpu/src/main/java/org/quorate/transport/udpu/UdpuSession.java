package org.quorate.transport.udpu;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.quorate.datagram.DatagramListener;
import org.quorate.datagram.DatagramLoop;
import org.quorate.datagram.DatagramOptions;
import org.quorate.datagram.DatagramPort;
import org.quorate.ring.LinkStatus;
import org.quorate.spi.transport.FrameReceiver;
import org.quorate.spi.transport.TransportSession;
import org.quorate.spi.transport.TransportSettings;

/** One socket to all nodes. */
final class UdpuSession implements TransportSession {
    /** As much as corosync asks for, so that a burst of all members fits while this node is busy. */
    private static final DatagramOptions OPTIONS = new DatagramOptions(16 * 136192, false, false);

    private final DatagramLoop loop;
    private final DatagramPort port;
    private final Peers peers;

    private UdpuSession(DatagramLoop loop, DatagramPort port, Peers peers) {
        this.loop = loop;
        this.port = port;
        this.peers = peers;
    }

    static UdpuSession open(TransportSettings settings, FrameReceiver receiver) throws IOException {
        var address = Optional.ofNullable(settings.local().addresses().get(0))
                .orElseThrow(() -> new IOException("node " + settings.local().name() + " has no ring0_addr; add one"));
        var peers = new Peers(settings);
        var loop = new DatagramLoop();
        try {
            return new UdpuSession(loop, loop.bind(address, OPTIONS, new Receiving(peers, receiver)), peers);
        } catch (IOException e) {
            loop.close();
            throw new IOException(cannotBind(address, e), e);
        }
    }

    private static String cannotBind(InetSocketAddress address, IOException e) {
        return "cannot receive on " + address.getAddress().getHostAddress() + " port " + address.getPort() + " (udp): "
                + e.getMessage() + "; stop the other program, or set totem.interface.mcastport";
    }

    @Override
    public void receive(long timeoutNanos) {
        loop.receive(timeoutNanos);
    }

    @Override
    public void send(int nodeId, ByteBuffer frame) {
        port.send(frame, peers.addresses(nodeId));
    }

    @Override
    public void broadcast(ByteBuffer frame) {
        port.send(frame, peers.others());
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
            if (!peers.heard(from.getAddress())) {
                receiver.dropped(FrameReceiver.Drop.UNLISTED);
            } else if (!datagram.hasRemaining()) {
                receiver.dropped(FrameReceiver.Drop.SIZE);
            } else {
                receiver.received(datagram);
            }
        }
    }
}
