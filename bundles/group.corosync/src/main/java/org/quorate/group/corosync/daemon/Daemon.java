package org.quorate.group.corosync.daemon;

/** The corosync daemon of this machine. */
public interface Daemon extends AutoCloseable {
    /**
     * Connects to it. What comes then is told while the session is waited for.
     *
     * @throws CorosyncException if it is not there, or its libraries are not
     */
    DaemonSession connect(DaemonEvents events) throws CorosyncException;

    /** Ends a wait for a session, or the next one; from any thread. */
    void wakeup();

    /** Nobody waits any more. */
    @Override
    void close();
}
