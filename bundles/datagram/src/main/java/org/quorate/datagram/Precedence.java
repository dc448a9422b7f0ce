package org.quorate.datagram;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Lets ports that are last wait for the others. Who sends to one port and then to another is heard by two sockets, of which
 * the second may be read first, or the first not to its end: nothing but reading it to its end keeps the order.
 */
final class Precedence {
    /** So often the others are read again; if they still have something then, they are flooded, and the last do not wait. */
    static final int MOST_TURNS = 256;

    private final Queue<Held> held = new ArrayDeque<>();
    private boolean othersReceived;

    private record Held(DatagramListener listener, InetSocketAddress from, ByteBuffer datagram) {}

    /** Hears at once. */
    DatagramListener first(DatagramListener listener) {
        return (from, datagram) -> {
            othersReceived = true;
            listener.received(from, datagram);
        };
    }

    /** Hears in {@link #handOn}. */
    DatagramListener last(DatagramListener listener) {
        return (from, datagram) -> held.add(new Held(listener, from, copy(datagram)));
    }

    private static ByteBuffer copy(ByteBuffer datagram) {
        return ByteBuffer.allocate(datagram.remaining())
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(datagram)
                .flip();
    }

    /** Whether somebody waits while the others have received something since this was asked: there may be more. */
    boolean isUnsettled() {
        boolean unsettled = othersReceived && !held.isEmpty();
        othersReceived = false;
        return unsettled;
    }

    void handOn() {
        for (var next = held.poll(); next != null; next = held.poll()) {
            next.listener().received(next.from(), next.datagram());
        }
    }
}
