package org.quorate.transport.session;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import org.quorate.datagram.DatagramListener;
import org.quorate.datagram.DatagramLoop;
import org.quorate.datagram.DatagramOptions;

/** The sockets of one link. */
@ConsumerType
public interface Wire {
    /**
     * Sends datagrams under the terms of {@link org.quorate.datagram.DatagramPort#send(ByteBuffer, int, List)}.
     *
     * @param everyone nobody but the destinations hears this link, so that one datagram to all of it may take the place of
     *     one to each
     */
    void send(ByteBuffer datagrams, int segmentBytes, List<InetSocketAddress> to, boolean everyone);

    /** Closes the sockets before it returns. */
    void close();

    /** Opens the sockets of a link. Equal ones open equal sockets. */
    @FunctionalInterface
    interface Maker {
        /**
         * Opens all of them or none.
         *
         * @throws IOException if a socket cannot be had; the message names link, address, port and the next step
         */
        Wire open(
                DatagramLoop loop,
                int link,
                InetSocketAddress local,
                DatagramOptions options,
                DatagramListener listener)
                throws IOException;
    }

    /**
     * For people.
     *
     * @param use what the address was for, as in {@code receive on}
     */
    static IOException refusal(int link, String use, InetSocketAddress address, IOException cause) {
        return new IOException(
                "link " + link + ": cannot " + use + " " + address.getAddress().getHostAddress() + " port "
                        + address.getPort() + " (udp): " + cause.getMessage()
                        + "; stop the other program, or set totem.interface.mcastport",
                cause);
    }
}
