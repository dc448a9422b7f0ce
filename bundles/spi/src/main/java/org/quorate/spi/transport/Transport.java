package org.quorate.spi.transport;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/** A way to carry datagrams. A service with the property {@link #NAME}. */
@ConsumerType
public interface Transport {
    /**
     * Service property: the value of {@code totem.transport} that selects this transport, or several of them. {@code knet}, {@code
     * udpu} and {@code udp} are corosync's; a name has at most 32 small letters, digits, dots, hyphens and underscores.
     */
    String NAME = "transport.name";

    /**
     * Opens the links; called on the ring thread.
     *
     * @throws IOException if an address cannot be bound; the message names address, port and the next step
     */
    TransportSession open(TransportSettings settings, FrameReceiver receiver) throws IOException;
}
