package org.quorate.node;

import org.osgi.annotation.versioning.ProviderType;

/** The way out for a component without which the node must not run. */
@ProviderType
public interface FatalErrors {
    /**
     * Reports why the node cannot go on, in one line with the next step, and stops the node. Returns at once; callable
     * from any thread. Only the first report counts.
     *
     * @param exitCode of the process: 1 for what the environment did, 2 for bad configuration
     */
    void stopNode(String message, int exitCode);
}
