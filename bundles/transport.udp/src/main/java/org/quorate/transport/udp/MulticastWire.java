package org.quorate.transport.udp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.quorate.datagram.DatagramListener;
import org.quorate.datagram.DatagramLoop;
import org.quorate.datagram.DatagramOptions;
import org.quorate.datagram.DatagramPort;
import org.quorate.transport.session.Wire;

/**
 * Three sockets: one that all is sent by, whose port is one less than the others'; one for what is sent to this node; one for
 * what is sent to all. What is to all is handed on first: the token that says what was sent must not overtake it.
 */
final class MulticastWire implements Wire {
    private final DatagramLoop loop;
    private final List<DatagramPort> ports = new ArrayList<>();
    private final List<InetSocketAddress> group;

    private MulticastWire(DatagramLoop loop, InetSocketAddress group) {
        this.loop = loop;
        this.group = List.of(group);
    }

    static Wire open(
            DatagramLoop loop,
            int link,
            InetSocketAddress local,
            InetSocketAddress group,
            int hops,
            DatagramOptions options,
            DatagramListener listener)
            throws IOException {
        var wire = new MulticastWire(loop, group);
        try {
            wire.open(link, local, hops, options, listener);
            return wire;
        } catch (IOException e) {
            wire.close();
            throw e;
        }
    }

    private void open(int link, InetSocketAddress local, int hops, DatagramOptions options, DatagramListener listener)
            throws IOException {
        var from = new InetSocketAddress(local.getAddress(), local.getPort() - 1);
        attempt(link, "send from", from, () -> loop.bind(from, options, new Outgoing(listener)));
        try {
            out().reachGroups(hops);
        } catch (IOException e) {
            throw Wire.refusal(link, "send from", from, e);
        }
        attempt(link, "receive on", local, () -> loop.bind(local, options.asLast(), listener));
        var to = group.getFirst();
        attempt(
                link,
                "receive on",
                to,
                () -> loop.join(to, local.getAddress(), options, (sender, datagram) -> {
                    if (!sender.equals(from)) { // this node's own came back
                        listener.received(sender, datagram);
                    }
                }));
    }

    private void attempt(int link, String use, InetSocketAddress address, Opening opening) throws IOException {
        try {
            ports.add(opening.open());
        } catch (IOException e) {
            throw Wire.refusal(link, use, address, e);
        }
    }

    private DatagramPort out() {
        return ports.getFirst();
    }

    @FunctionalInterface
    private interface Opening {
        DatagramPort open() throws IOException;
    }

    /** Nothing is received where all is sent from, but the system tells there what it did not send. */
    private record Outgoing(DatagramListener listener) implements DatagramListener {
        @Override
        public void received(InetSocketAddress from, ByteBuffer datagram) {}

        @Override
        public void tooLong(InetSocketAddress to, int mtuBytes) {
            listener.tooLong(to, mtuBytes);
        }

        @Override
        public void narrow(InetSocketAddress to, int mtuBytes) {
            listener.narrow(to, mtuBytes);
        }

        @Override
        public void refused(InetSocketAddress to) {
            listener.refused(to);
        }
    }

    @Override
    public void send(ByteBuffer datagrams, int segmentBytes, List<InetSocketAddress> to, boolean everyone) {
        out().send(datagrams, segmentBytes, everyone ? group : to);
    }

    @Override
    public void close() {
        ports.forEach(loop::close);
        ports.clear();
    }
}
