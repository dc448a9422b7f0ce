package org.quorate.datagram;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** Waits for datagrams of several ports. Belongs to the thread that made it, but for {@link #wakeup()}. */
public final class DatagramLoop implements AutoCloseable {
    private final Sockets sockets;
    private final List<DatagramPort> ports = new ArrayList<>();
    private boolean closed;

    /** A loop that shares nothing. */
    public DatagramLoop() {
        this(new Object());
    }

    /**
     * A loop that shares its sockets with the others of that owner on this thread: two ports at one address hear the same
     * there, and each of the loops waits for all.
     */
    public DatagramLoop(Object owner) {
        sockets = Sockets.of(owner);
    }

    /**
     * Opens a port.
     *
     * @throws IOException if the address cannot be bound; the message is the system's
     */
    public DatagramPort bind(InetSocketAddress address, DatagramOptions options, DatagramListener listener)
            throws IOException {
        if (ports.stream().anyMatch(port -> port.address().equals(address))) {
            throw new IOException("it is in use by this node already");
        }
        return added(sockets.bind(address, options, listener));
    }

    /**
     * Opens a port that hears what is sent to a group, or to all. Others on this machine may hear the same.
     *
     * @param group address of a group, or 255.255.255.255
     * @param local an address of the interface that hears it
     * @throws IOException if the group cannot be joined; the message is the system's
     */
    public DatagramPort join(
            InetSocketAddress group, InetAddress local, DatagramOptions options, DatagramListener listener)
            throws IOException {
        return added(sockets.join(group, local, options, listener));
    }

    private DatagramPort added(DatagramPort port) {
        ports.add(port);
        return port;
    }

    /**
     * Hands what comes to the listeners. Waits for the first until the timeout has passed or {@link #wakeup()} was
     * called, then takes what is there, up to a bounded number.
     *
     * @param timeoutNanos 0: does not wait
     */
    public void receive(long timeoutNanos) {
        sockets.receive(timeoutNanos);
    }

    /** Sends what the ports kept back. */
    public void flush() {
        for (int i = 0; i < ports.size(); i++) { // no iterator: called for each turn of the ring
            ports.get(i).flush();
        }
    }

    /** Makes a {@link #receive} that waits, or the next one, return. Callable from any thread. */
    public void wakeup() {
        sockets.wakeup();
    }

    /** Closes one port before it returns. */
    public void close(DatagramPort port) {
        if (ports.remove(port)) {
            sockets.close(port);
        }
    }

    /** Closes all ports before it returns. */
    @Override
    public void close() {
        List.copyOf(ports).forEach(this::close);
        if (!closed) {
            closed = true;
            sockets.release();
        }
    }
}
