package org.quorate.status.wire;

import java.nio.ByteBuffer;

/** One message of the group. */
public sealed interface Frame {
    /** The protocol version that this code speaks. */
    int PROTOCOL = 0;

    /**
     * Something that a node tells.
     *
     * @param subtype what {@code body} is, see {@link TellingCodec}
     * @param timeSeconds of the sender, unsigned
     * @param count of the sender's messages, unsigned
     * @param body little endian; belongs to the frame
     */
    record Normal(int subtype, int timeSeconds, long count, ByteBuffer body) implements Frame {}

    /** Begins an exchange: everybody is to send its state. */
    record SyncStart(int timeSeconds, Epoch epoch) implements Frame {}

    /** What a member has: its cluster log as a ring. */
    record State(int timeSeconds, Epoch epoch, ByteBuffer ring) implements Frame {}

    /** Of a kind that has no meaning in this group. */
    record Meaningless(int type) implements Frame {}

    /** Of another version of the protocol. */
    record Foreign(int protocol) implements Frame {}
}
