package org.quorate.ring;

import java.util.Optional;

/**
 * One link to one node.
 *
 * @param link number of the network, 0-7
 * @param nodeId the node at the other end
 * @param address its address there, as text
 * @param connected whether the node is reached by it; always true for the local node
 * @param quality what the transport has measured; absent if it does not supervise its links
 */
public record LinkStatus(int link, int nodeId, String address, boolean connected, Optional<LinkQuality> quality) {
    /** A link that nobody measures. */
    public LinkStatus(int link, int nodeId, String address, boolean connected) {
        this(link, nodeId, address, connected, Optional.empty());
    }
}
