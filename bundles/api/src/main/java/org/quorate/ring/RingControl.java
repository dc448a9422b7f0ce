package org.quorate.ring;

import org.osgi.annotation.versioning.ProviderType;

/** What an administrator asks of all nodes of the ring, those of corosync included. Callable from any thread. */
@ProviderType
public interface RingControl {
    /** All members, this node included, are to read {@code corosync.conf} again. Returns when the request is on its way. */
    void reload();

    /**
     * A node is to end, at once and for good. Returns when the request is on its way.
     *
     * @param reason for the log of that node; of a long one only the beginning is sent
     * @return false, and nothing is sent, if it is no member of the ring
     */
    boolean kill(int nodeId, String reason);
}
