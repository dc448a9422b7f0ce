package org.quorate.datagram;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/** Takes what a port received. Called on the thread of the loop. */
@ConsumerType
public interface DatagramListener {
    /**
     * A datagram, possibly empty.
     *
     * @param datagram little endian, from position to limit; valid only during the call
     */
    void received(InetSocketAddress from, ByteBuffer datagram);

    /**
     * Datagrams of a {@link DatagramOptions#whole()} port were not sent, as they are longer than the way out takes.
     *
     * @param mtuBytes what it takes, headers of IP included; 0: the system does not say
     */
    default void tooLong(InetSocketAddress to, int mtuBytes) {}

    /**
     * ICMP says of a datagram of a {@link DatagramOptions#whole()} port that it was too long somewhere on the way. Anybody
     * may have made that up.
     *
     * @param mtuBytes what passes there, headers of IP included; 0: it does not say
     */
    default void narrow(InetSocketAddress to, int mtuBytes) {}

    /**
     * The system has no way for a datagram of a {@link DatagramOptions#whole()} port, or ICMP says that nobody takes it
     * there. Anybody may have made that up.
     */
    default void refused(InetSocketAddress to) {}
}
