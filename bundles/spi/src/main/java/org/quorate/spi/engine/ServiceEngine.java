package org.quorate.spi.engine;

import java.nio.ByteBuffer;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import org.quorate.ring.RingId;

/**
 * A replicated state machine with a number of its own; a whiteboard service. When an engine comes or goes on a running
 * ring, the ring is formed anew, so that its synchronisation takes place.
 */
@ConsumerType
public interface ServiceEngine {
    /** Number on the wire; 5 is votequorum. */
    int serviceId();

    /** The engine is part of the ring from now on. */
    void attached(EngineContext context);

    /** The engine is not called after this. */
    void detached();

    /**
     * A new ring begins to synchronise.
     *
     * @param transitional members that were in the previous ring with this node, ascending
     * @param members all members, ascending
     */
    void syncBegin(RingId ring, List<Integer> transitional, List<Integer> members);

    /** The engine's turn: it sends its state through the context. */
    void syncProcess();

    /** The states of all members were delivered. */
    void syncActivate();

    /** The ring broke before the engine was activated. */
    void syncAbort();

    /**
     * A message of this engine on some node, possibly our own.
     *
     * @param function number of the message
     * @param message little endian and whole, the 16-byte header included; valid only during the call. Its length is at
     *     least 16; all else must be checked.
     */
    void delivered(int function, int senderNodeId, ByteBuffer message);
}
