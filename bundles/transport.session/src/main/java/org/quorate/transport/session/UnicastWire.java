package org.quorate.transport.session;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.quorate.datagram.DatagramListener;
import org.quorate.datagram.DatagramLoop;
import org.quorate.datagram.DatagramOptions;
import org.quorate.datagram.DatagramPort;

/** One socket, and a datagram for each who is to hear it. */
public final class UnicastWire implements Wire {
    /** The same for all settings. */
    public static final Maker MAKER = UnicastWire::open;

    private final DatagramLoop loop;
    private final DatagramPort port;

    private UnicastWire(DatagramLoop loop, DatagramPort port) {
        this.loop = loop;
        this.port = port;
    }

    private static Wire open(
            DatagramLoop loop, int link, InetSocketAddress local, DatagramOptions options, DatagramListener listener)
            throws IOException {
        try {
            return new UnicastWire(loop, loop.bind(local, options, listener));
        } catch (IOException e) {
            throw Wire.refusal(link, "receive on", local, e);
        }
    }

    @Override
    public void send(ByteBuffer datagrams, int segmentBytes, List<InetSocketAddress> to, boolean everyone) {
        port.send(datagrams, segmentBytes, to);
    }

    @Override
    public void close() {
        loop.close(port);
    }
}
