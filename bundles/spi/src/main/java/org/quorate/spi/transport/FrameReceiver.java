package org.quorate.spi.transport;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;

/** Takes what a transport received. */
@ProviderType
public interface FrameReceiver {
    /**
     * A datagram of a configured node.
     *
     * @param frame little endian, from position to limit; valid only during the call
     */
    void received(ByteBuffer frame);

    /** A datagram that was dropped, for the counters. */
    void dropped(Drop reason);

    /** Why a datagram was dropped below the ring. */
    enum Drop {
        /** From an address that is not in the nodelist. */
        UNLISTED,
        /** Empty, or larger than a frame can be. */
        SIZE,
        /** Its authentication failed, or it is of another cluster. */
        FOREIGN
    }
}
