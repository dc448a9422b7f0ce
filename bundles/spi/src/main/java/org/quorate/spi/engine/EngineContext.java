package org.quorate.spi.engine;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/** What an engine may ask of its ring. */
@ProviderType
public interface EngineContext {
    /** This node. */
    int localNodeId();

    /**
     * Sends a message to the same engine on all members, this one included. Callable on the ring thread only.
     *
     * @param body what follows the header of 16 bytes, which is added
     */
    void send(int function, ByteBuffer body);

    /** Runs a task on the ring thread, as soon as it is free. Callable from any thread. */
    void execute(Runnable task);

    /** Runs a task on the ring thread after a delay. Callable on the ring thread only. */
    void schedule(Duration delay, Runnable task);
}
