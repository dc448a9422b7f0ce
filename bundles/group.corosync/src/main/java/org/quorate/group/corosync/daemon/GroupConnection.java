package org.quorate.group.corosync.daemon;

import java.nio.ByteBuffer;

/** A connection for one process in one group. */
public interface GroupConnection extends AutoCloseable {
    /** Asks to join; false if corosync has no time for it now. */
    boolean join() throws CorosyncException;

    /** Hands over a message; false if corosync does not take one now. */
    boolean send(ByteBuffer message) throws CorosyncException;

    /** Asks to leave; false if corosync has no time for it now. What it tells then has the process among those that left. */
    boolean leave() throws CorosyncException;

    /** Nothing is told any more. */
    @Override
    void close();
}
