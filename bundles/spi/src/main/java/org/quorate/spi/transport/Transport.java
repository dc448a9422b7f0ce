package org.quorate.spi.transport;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/** A way to carry datagrams. A service with the property {@link #NAME}. */
@ConsumerType
public interface Transport {
    /** Service property: the value of {@code totem.transport} that selects this transport. */
    String NAME = "transport.name";

    /**
     * Opens the links; called on the ring thread.
     *
     * @throws IOException if an address cannot be bound; the message names address, port and the next step
     */
    TransportSession open(TransportSettings settings, FrameReceiver receiver) throws IOException;
}
