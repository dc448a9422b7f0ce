package org.quorate.config;

import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The configured nodes with their addresses, and which of them this machine is.
 *
 * @param localNodeId this node, unsigned; one of the nodes has it
 * @param nodes all nodes, ascending by node id as an unsigned number; only the local one where the file has no nodelist
 */
public record ClusterMembers(int localNodeId, List<ResolvedNode> nodes) {
    /** Takes a copy of the nodes. */
    public ClusterMembers {
        nodes = List.copyOf(nodes);
    }

    /**
     * A node with its addresses.
     *
     * @param nodeId unsigned, never 0
     * @param name its name, else its {@code ring0_addr}
     * @param votes in the quorum
     * @param addresses by link number; resolved
     */
    public record ResolvedNode(int nodeId, String name, int votes, SortedMap<Integer, InetSocketAddress> addresses) {
        /** Takes a copy of the addresses. */
        public ResolvedNode {
            addresses = Collections.unmodifiableSortedMap(new TreeMap<>(addresses));
        }
    }

    /**
     * Resolves all names and finds the local node: by the name if one is given, else by an address of this machine.
     *
     * @param localName {@code name} or {@code ring0_addr} of an entry of the nodelist
     * @throws ConfigurationException with every name that does not resolve and whatever else stands in the way
     */
    public static ClusterMembers resolve(
            ClusterConfig config, Optional<String> localName, NameResolver resolver, LocalAddresses local)
            throws ConfigurationException {
        return config.nodes().isEmpty()
                ? new LoneMember(config, local).resolve(localName)
                : new MemberResolution(config, resolver, local).resolve(localName);
    }

    /** The local entry of the nodes. */
    public ResolvedNode local() {
        return nodes.stream()
                .filter(node -> node.nodeId() == localNodeId)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the local node is not among the nodes"));
    }
}
