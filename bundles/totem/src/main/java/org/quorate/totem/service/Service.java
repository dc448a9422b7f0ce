package org.quorate.totem.service;

import java.nio.ByteBuffer;
import java.util.List;
import org.quorate.totem.frame.RingId;

/** A state machine that is replicated over the ring. */
public interface Service {
    /** Number on the wire, 0-127. */
    int id();

    /** Whether it takes part in the synchronisation. */
    default boolean synchronises() {
        return true;
    }

    /**
     * A new ring begins to synchronise.
     *
     * @param transitional those of its members that were together in the ring before, this node included
     */
    default void syncBegin(RingId ring, List<Integer> transitional, List<Integer> members) {}

    /** Its turn: it sends its state. */
    default void syncProcess() {}

    /** The states of all members were delivered. */
    default void syncActivate() {}

    /** The ring broke before it was activated. */
    default void syncAbort() {}

    /**
     * A message of the service on some node.
     *
     * @param message little endian, from the header on; it may be kept, but not changed
     */
    void delivered(int function, int sender, ByteBuffer message);
}
