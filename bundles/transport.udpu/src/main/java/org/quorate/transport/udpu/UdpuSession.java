package org.quorate.transport.udpu;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
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

    private final DatagramLoop loop = new DatagramLoop();
    private final FrameReceiver receiver;
    private InetSocketAddress address;
    private DatagramPort port;
    private volatile Peers peers;

    private UdpuSession(TransportSettings settings, FrameReceiver receiver) throws IOException {
        this.receiver = receiver;
        address = address(settings);
        peers = new Peers(settings);
        try {
            port = bind(address);
        } catch (IOException e) {
            loop.close();
            throw e;
        }
    }

    static UdpuSession open(TransportSettings settings, FrameReceiver receiver) throws IOException {
        return new UdpuSession(settings, receiver);
    }

    private static InetSocketAddress address(TransportSettings settings) throws IOException {
        return Optional.ofNullable(settings.local().addresses().get(0))
                .orElseThrow(() -> new IOException("node " + settings.local().name() + " has no ring0_addr; add one"));
    }

    private DatagramPort bind(InetSocketAddress to) throws IOException {
        try {
            return loop.bind(to, OPTIONS, this::received);
        } catch (IOException e) {
            throw new IOException(cannotBind(to, e), e);
        }
    }

    @Override
    public void update(TransportSettings next) throws IOException {
        var local = address(next);
        if (!local.equals(address)) {
            var bound = bind(local);
            loop.close(port);
            port = bound;
            address = local;
        }
        peers = new Peers(next);
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

    /** Packets of configured nodes are for the ring. */
    private void received(InetSocketAddress from, ByteBuffer datagram) {
        if (!peers.heard(from.getAddress())) {
            receiver.dropped(FrameReceiver.Drop.UNLISTED);
        } else if (!datagram.hasRemaining()) {
            receiver.dropped(FrameReceiver.Drop.SIZE);
        } else {
            receiver.received(datagram);
        }
    }
}
