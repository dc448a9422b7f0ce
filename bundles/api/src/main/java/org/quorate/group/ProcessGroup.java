package org.quorate.group;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/** This process in one group. Thread safe. */
@ProviderType
public interface ProcessGroup extends AutoCloseable {
    /** Name of the group. */
    String name();

    /** The local node and process. */
    GroupMember self();

    /**
     * Queues a message; the buffers are copied, and messages of one thread keep their order. Returns when the message
     * is in the queue, not when it is delivered. While the queue is full (the token is away, a new ring is being
     * formed, or the network is slower than the senders) the call waits.
     *
     * @param parts of one message, together at most {@link #maxMessageBytes()}
     * @throws GroupException if there was no room within the deadline, or the process is out of the group. The message
     *     was not and will not be sent.
     */
    void send(Duration deadline, ByteBuffer... parts) throws GroupException, InterruptedException;

    /** Largest message, in bytes. */
    int maxMessageBytes();

    /** Leaves the group. The listener is not called after the return, unless it is the caller. */
    @Override
    void close();
}
