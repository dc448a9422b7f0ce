package org.quorate.datagram;

import java.io.IOException;
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

    /** Datagrams of a {@link DatagramOptions#whole()} port were not sent, as they are longer than the way out takes. */
    default void tooLong(InetSocketAddress to, IOException reason) {}
}
