package org.quorate.clusterfs.wire;

import java.nio.ByteBuffer;
import org.quorate.clusterfs.tree.Entry;

/** One message of the group. */
public sealed interface Frame {
    /** The protocol version that this code speaks. */
    int PROTOCOL = 1;

    /**
     * A change that all members are to make.
     *
     * @param subtype what {@code body} is, see {@link OperationCodec}
     * @param timeSeconds of the sender, unsigned
     * @param count of the sender's changes, unsigned
     * @param body little endian; belongs to the frame
     */
    record Normal(int subtype, int timeSeconds, long count, ByteBuffer body) implements Frame {}

    /** Of another version of the protocol. */
    record Foreign(int protocol) implements Frame {}

    /** Part of a synchronisation. */
    sealed interface Sync extends Frame {
        /** Of the sender, unsigned. */
        int timeSeconds();

        /** The round it belongs to. */
        Epoch epoch();
    }

    /** Begins a round: everybody is to send its state. */
    record SyncStart(int timeSeconds, Epoch epoch) implements Sync {}

    /** What a member has: an encoded index. */
    record State(int timeSeconds, Epoch epoch, byte[] index) implements Sync {}

    /** An entry of the leader's tree. Its path is not known. */
    record Update(int timeSeconds, Epoch epoch, Entry entry) implements Sync {}

    /** The leader has sent all its updates. */
    record UpdateComplete(int timeSeconds, Epoch epoch) implements Sync {}

    /** Everybody is to remember the checksum of its tree at this place in the order. */
    record VerifyRequest(int timeSeconds, Epoch epoch, long id) implements Sync {}

    /** The checksum that the requester remembered. */
    record Verify(int timeSeconds, Epoch epoch, long id, byte[] checksum) implements Sync {}
}
