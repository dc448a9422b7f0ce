package org.quorate.spi.transport;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a session needs to know.
 *
 * @param localNodeId this node; one of the nodes has this id
 * @param nodes all configured nodes, the local one included
 * @param netMtuBytes {@code totem.netmtu}
 * @param tokenMillis effective token timeout, from which times of supervision follow
 * @param linkMode {@code totem.link_mode}: {@code passive}, {@code active} or {@code rr}
 * @param encryption absent if frames go in the clear
 * @param options other keys of the {@code totem} section as they stand in the configuration, e.g. {@code mcastaddr};
 *     keys of an interface section are prefixed, {@code interface.0.ttl}
 * @param accepted what is received with besides, while the cluster goes from one encryption to another; {@link
 *     Encryption#NONE}: in the clear
 */
public record TransportSettings(
        int localNodeId,
        List<Node> nodes,
        int netMtuBytes,
        int tokenMillis,
        String linkMode,
        Optional<Encryption> encryption,
        Map<String, String> options,
        Optional<Encryption> accepted) {

    /** With one encryption only, as it is but for moments. */
    public TransportSettings(
            int localNodeId,
            List<Node> nodes,
            int netMtuBytes,
            int tokenMillis,
            String linkMode,
            Optional<Encryption> encryption,
            Map<String, String> options) {
        this(localNodeId, nodes, netMtuBytes, tokenMillis, linkMode, encryption, options, Optional.empty());
    }

    /**
     * A configured node.
     *
     * @param addresses by link number; resolved
     */
    public record Node(int nodeId, String name, SortedMap<Integer, InetSocketAddress> addresses) {}

    /** The local entry of the nodes. */
    public Node local() {
        return nodes.stream()
                .filter(node -> node.nodeId() == localNodeId)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("node " + localNodeId + " is not among the nodes"));
    }
}
