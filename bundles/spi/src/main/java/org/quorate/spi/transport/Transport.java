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

    /**
     * Whether a session goes from some settings to others by {@link TransportSession#update}. If frames look otherwise on the
     * wire then, or go elsewhere, it does not: all nodes close theirs at about the same time, and open another.
     */
    default boolean goesOn(TransportSettings from, TransportSettings to) {
        return true;
    }
}
