package org.quorate.group.host;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.quorate.ring.LinkStatus;
import org.quorate.spi.transport.Encryption;
import org.quorate.spi.transport.TransportSettings;
import org.quorate.totem.RingSettings;

/**
 * What shapes the ring of this node.
 *
 * @param version of the configuration
 * @param transport name of the transport
 */
record NodeSettings(long version, RingSettings ring, TransportSettings links, String transport) {

    int nodeId() {
        return links.localNodeId();
    }

    /**
     * What understands these settings and the next: links and nodes of both, the keys of both, times with which a node fits
     * into a ring of either. It sends as these settings say. What is a node's own affair is that of the next already.
     */
    NodeSettings beside(NodeSettings next) {
        boolean sameTransport = transport.equals(next.transport);
        return new NodeSettings(
                next.version, ring.between(next.ring), sameTransport ? linksBeside(next.links) : links, transport);
    }

    private TransportSettings linksBeside(TransportSettings next) {
        SortedMap<Integer, TransportSettings.Node> nodes = new TreeMap<>(Integer::compareUnsigned);
        next.nodes().forEach(node -> nodes.put(node.nodeId(), node));
        links.nodes().forEach(node -> nodes.merge(node.nodeId(), node, NodeSettings::beside));
        return new TransportSettings(
                next.localNodeId(),
                List.copyOf(nodes.values()),
                next.netMtuBytes(),
                next.tokenMillis(),
                next.linkMode(),
                links.encryption(),
                next.options(),
                links.encryption().equals(next.encryption()) ? Optional.empty() : Optional.of(key(next)));
    }

    /** An address that changes stays until it is let go. */
    private static TransportSettings.Node beside(TransportSettings.Node next, TransportSettings.Node now) {
        SortedMap<Integer, InetSocketAddress> addresses = new TreeMap<>(next.addresses());
        addresses.putAll(now.addresses());
        return new TransportSettings.Node(next.nodeId(), next.name(), addresses);
    }

    /** These settings, as long as some still send with the key of the others. */
    NodeSettings understanding(NodeSettings others) {
        return links.encryption().equals(others.links.encryption()) || !transport.equals(others.transport)
                ? this
                : new NodeSettings(
                        version,
                        ring,
                        new TransportSettings(
                                links.localNodeId(),
                                links.nodes(),
                                links.netMtuBytes(),
                                links.tokenMillis(),
                                links.linkMode(),
                                links.encryption(),
                                links.options(),
                                Optional.of(key(others.links))),
                        transport);
    }

    private static Encryption key(TransportSettings links) {
        return links.encryption().orElse(Encryption.NONE);
    }

    /**
     * Members to whom no link is up that stays when these settings follow the present ones, although one has to go.
     *
     * @param present what is in use, links of these settings included
     * @param state of the links
     */
    List<Integer> uncarried(NodeSettings present, Collection<Integer> members, Collection<LinkStatus> state) {
        var missing = new ArrayList<Integer>();
        for (int member : members) {
            if (member != nodeId()
                    && transport.equals(present.transport)
                    && addresses(member).isPresent()
                    && moves(present, member)
                    && state.stream().noneMatch(link -> carries(present, member, link))) {
                missing.add(member);
            }
        }
        return missing;
    }

    private boolean moves(NodeSettings present, int member) {
        return !addresses(member).equals(present.addresses(member))
                || !addresses(nodeId()).equals(present.addresses(nodeId()));
    }

    private boolean carries(NodeSettings present, int member, LinkStatus link) {
        return link.nodeId() == member
                && link.connected()
                && stays(present, member, link.link())
                && stays(present, nodeId(), link.link());
    }

    private boolean stays(NodeSettings present, int node, int link) {
        var address = addresses(node).map(all -> all.get(link));
        return address.isPresent() && address.equals(present.addresses(node).map(all -> all.get(link)));
    }

    private Optional<SortedMap<Integer, InetSocketAddress>> addresses(int node) {
        return links.nodes().stream()
                .filter(each -> each.nodeId() == node)
                .map(TransportSettings.Node::addresses)
                .findFirst();
    }

    /** {@code node 3 (n3)}, for each. */
    String names(Collection<Integer> nodes) {
        return nodes.stream().map(this::name).collect(Collectors.joining(", "));
    }

    private String name(int node) {
        return "node " + Integer.toUnsignedString(node)
                + links.nodes().stream()
                        .filter(each -> each.nodeId() == node)
                        .map(each -> " (" + each.name() + ")")
                        .findFirst()
                        .orElse("");
    }

    /** Equal on all nodes that are to be in one ring: the version, and what would keep them apart if they differed in it. */
    long fingerprint() {
        var links = links().local().addresses().keySet();
        var text = List.of(version, transport, links, ring.tokenNanos(), ring.consensusNanos(), key(links()))
                .toString();
        var key = links().encryption().map(Encryption::key).orElse(new byte[0]);
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest.digest(key)).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java lacks SHA-256", e);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }
}
