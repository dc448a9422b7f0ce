package org.quorate.integration.corosync;

import java.io.IOException;
import java.nio.file.Path;

/** A node of either kind, in its namespace. */
interface Node extends AutoCloseable {
    int id();

    /** All files of the node. */
    Path folder();

    void start() throws IOException;

    boolean isAlive();

    /** Asks it to stop, and waits for its end. */
    void stop();

    /** Ends it without any goodbye. */
    void kill();

    /** Stops its clock, so to say. */
    void pause();

    void resume();

    /** Joins a group as a process of this node. */
    GroupClient join(String group) throws IOException;

    @Override
    void close();
}
