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
        /** Of another cluster. */
        FOREIGN,
        /** Not of who has the key. */
        UNAUTHENTICATED,
        /** Its lengths, numbers or types make no sense to the transport. */
        MALFORMED,
        /** This node's own packet came back, or another node has its id. */
        REFLECTED,
        /** It was there already, by another link or at another time. */
        REPEATED,
        /** It was recorded, and is of a process of its sender that does not run any more, or very old. */
        REPLAYED,
        /** From the address of another node than it says. */
        FORGED
    }
}
