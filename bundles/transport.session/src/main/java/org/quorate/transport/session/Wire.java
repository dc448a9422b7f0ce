package org.quorate.transport.session;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.osgi.annotation.versioning.ConsumerType;
import org.quorate.datagram.DatagramListener;
import org.quorate.datagram.DatagramLoop;
import org.quorate.datagram.DatagramOptions;
import org.quorate.spi.transport.TransportSettings;

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

    /** Closes all sockets before it returns. */
    void close();

    /** Opens the sockets of a link. */
    @FunctionalInterface
    interface Maker {
        /**
         * All of them, or none.
         *
         * @throws IOException if a socket cannot be had; the message names link, address, port and the next step
         */
        Wire open(
                DatagramLoop loop,
                TransportSettings settings,
                int link,
                DatagramOptions options,
                DatagramListener listener)
                throws IOException;
    }

    /** Where this node is on a link. */
    static InetSocketAddress local(TransportSettings settings, int link) {
        return Objects.requireNonNull(settings.local().addresses().get(link), "no such link");
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
