package org.quorate.transport.session;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
    private final Function<TransportSettings, Wire.Maker> makers;
    private final DatagramLoop loop;
    private final Wire wire;
    private TransportSettings settings;
    private volatile Peers peers;

    private PlainSession(
            TransportSettings settings, FrameReceiver receiver, Function<TransportSettings, Wire.Maker> makers)
            throws IOException {
        this.settings = settings;
        this.receiver = receiver;
        this.makers = makers;
        this.peers = peers(settings);
        this.loop = new DatagramLoop(settings.localNodeId());
        try {
            this.wire = bind(settings);
        } catch (IOException e) {
            loop.close();
            throw e;
        }
    }

    /**
     * Opens it.
     *
     * @param makers what the sockets follow from
     * @throws IOException if a socket cannot be had; the message names address, port and the next step
     */
    public static TransportSession open(
            TransportSettings settings, FrameReceiver receiver, Function<TransportSettings, Wire.Maker> makers)
            throws IOException {
        return new PlainSession(settings, receiver, makers);
    }

    /** The link with the lowest number, and the address of this node there. */
    private static Map.Entry<Integer, InetSocketAddress> link(TransportSettings settings) throws IOException {
        return settings.local().addresses().entrySet().stream()
                .findFirst()
                .orElseThrow(() -> new IOException("node " + settings.local().name() + " has no ring0_addr; add one"));
    }

    private static Peers peers(TransportSettings settings) throws IOException {
        var link = link(settings);
        return new Peers(settings, link.getKey(), link.getValue().getPort());
    }

    private Wire bind(TransportSettings next) throws IOException {
        var link = link(next);
        return makers.apply(next).open(loop, link.getKey(), link.getValue(), OPTIONS, this::received);
    }

    /** Nodes may come and go. To go to another address takes two sessions, as there is only one link. */
    @Override
    public boolean canUpdate(TransportSettings next) {
        return !LinkSession.isNeededFor(next)
                && makers.apply(next).equals(makers.apply(settings))
                && next.nodes().stream().allMatch(this::staysOrComes);
    }

    private boolean staysOrComes(TransportSettings.Node node) {
        return settings.nodes().stream()
                .allMatch(known ->
                        known.nodeId() != node.nodeId() || known.addresses().equals(node.addresses()));
    }

    @Override
    public void update(TransportSettings next) throws IOException {
        peers = peers(next);
        settings = next;
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
