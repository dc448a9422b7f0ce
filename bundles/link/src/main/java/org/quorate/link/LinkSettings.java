package org.quorate.link;

import java.net.InetAddress;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.quorate.link.compress.CompressionSettings;
import org.quorate.link.crypto.CryptoSettings;

/**
 * What shapes the links; the names are those of {@code corosync.conf(5)}. Only node ids, link numbers, crypto and
 * {@code knet_mtu} have to agree among the nodes.
 *
 * @param localNodeId one of the nodes has this id
 * @param links by link number: the links of this node
 * @param mtuBytes {@code knet_mtu}: size of packets, headers of IP included; 0: it is found out
 * @param pmtudIntervalNanos {@code knet_pmtud_interval}: how often it is found out anew
 * @param blocksUnlisted {@code block_unlisted_ips}
 * @param crypto what is sent with, and received with
 * @param accepted what is received with besides, while the cluster goes from one to the other
 */
public record LinkSettings(
        int localNodeId,
        List<Node> nodes,
        SortedMap<Integer, Link> links,
        LinkMode mode,
        int mtuBytes,
        long pmtudIntervalNanos,
        boolean blocksUnlisted,
        CryptoSettings crypto,
        CompressionSettings compression,
        Optional<CryptoSettings> accepted) {

    /** More than 0 to 7 there are not on the wire. */
    public static final int MOST_LINKS = 8;

    /** A node id has two bytes on the wire. */
    public static final int MOST_NODE_ID = 65535;

    /** What every path takes; a packet that was configured to be smaller would not carry the largest frame. */
    private static final int LEAST_MTU_BYTES = 576;

    private static final int MOST_MTU_BYTES = 65535;
    private static final int PONG_COUNT = 2;
    private static final int PRECISION = 2048;
    private static final int PMTUD_INTERVAL_SECONDS = 30;

    /**
     * A configured node.
     *
     * @param addresses by link number
     */
    public record Node(int nodeId, SortedMap<Integer, InetAddress> addresses) {
        public Node {
            if (nodeId < 1 || nodeId > MOST_NODE_ID) {
                throw new IllegalArgumentException("node id " + nodeId + "; with knet it is 1 to " + MOST_NODE_ID);
            }
            if (!addresses.isEmpty() && (addresses.firstKey() < 0 || addresses.lastKey() >= MOST_LINKS)) {
                throw new IllegalArgumentException(
                        "node " + nodeId + " has links " + addresses.keySet() + "; they are 0 to " + (MOST_LINKS - 1));
            }
            addresses = Collections.unmodifiableSortedMap(new TreeMap<>(addresses));
        }
    }

    /**
     * How this node uses one of its links.
     *
     * @param priority {@code knet_link_priority}: the highest is used first
     * @param pingIntervalNanos {@code knet_ping_interval}
     * @param pingTimeoutNanos {@code knet_ping_timeout}: so long without an answer, and the link is down
     * @param precision {@code knet_ping_precision}: the mean of the round trips is that of as many
     * @param pongCount {@code knet_pong_count}: the link is up with one answer more
     */
    public record Link(int priority, long pingIntervalNanos, long pingTimeoutNanos, int precision, int pongCount) {
        public Link {
            if (pingIntervalNanos <= 0 || pingTimeoutNanos <= 0 || precision < 1 || pongCount < 1) {
                throw new IllegalArgumentException("knet_ping_interval, knet_ping_timeout, knet_ping_precision and"
                        + " knet_pong_count must be more than 0");
            }
        }

        /** The same with another priority. */
        public Link withPriority(int other) {
            return new Link(other, pingIntervalNanos, pingTimeoutNanos, precision, pongCount);
        }
    }

    /** With one kind of encryption only, as it is but for moments. */
    public LinkSettings(
            int localNodeId,
            List<Node> nodes,
            SortedMap<Integer, Link> links,
            LinkMode mode,
            int mtuBytes,
            long pmtudIntervalNanos,
            boolean blocksUnlisted,
            CryptoSettings crypto,
            CompressionSettings compression) {
        this(
                localNodeId,
                nodes,
                links,
                mode,
                mtuBytes,
                pmtudIntervalNanos,
                blocksUnlisted,
                crypto,
                compression,
                Optional.empty());
    }

    public LinkSettings {
        nodes = List.copyOf(nodes);
        links = Collections.unmodifiableSortedMap(new TreeMap<>(links));
        var ids = new HashSet<Integer>();
        for (var node : nodes) {
            if (!ids.add(node.nodeId())) {
                throw new IllegalArgumentException("two nodes have the id " + node.nodeId());
            }
        }
        if (!ids.contains(localNodeId)) {
            throw new IllegalArgumentException("node " + localNodeId + " is not among the nodes");
        }
        if (mtuBytes != 0 && (mtuBytes < LEAST_MTU_BYTES || mtuBytes > MOST_MTU_BYTES)) {
            throw new IllegalArgumentException(
                    "knet_mtu " + mtuBytes + "; it is 0 or " + LEAST_MTU_BYTES + " to " + MOST_MTU_BYTES);
        }
        if (pmtudIntervalNanos <= 0) {
            throw new IllegalArgumentException("knet_pmtud_interval must be more than 0");
        }
    }

    /**
     * What corosync takes where {@code corosync.conf} says nothing.
     *
     * @param tokenTimeoutMillis in force, so from three nodes on longer than {@code totem.token}
     */
    public static LinkSettings of(int localNodeId, List<Node> nodes, int tokenTimeoutMillis) {
        var link = link(tokenTimeoutMillis);
        var links = new TreeMap<Integer, Link>();
        for (var node : nodes) {
            if (node.nodeId() == localNodeId) {
                node.addresses().keySet().forEach(number -> links.put(number, link));
            }
        }
        return new LinkSettings(
                localNodeId,
                nodes,
                links,
                LinkMode.PASSIVE,
                0,
                TimeUnit.SECONDS.toNanos(PMTUD_INTERVAL_SECONDS),
                true,
                CryptoSettings.NONE,
                CompressionSettings.NONE);
    }

    /** A link with the times that corosync derives from the token timeout. */
    private static Link link(int tokenTimeoutMillis) {
        long timeout = TimeUnit.MILLISECONDS.toNanos(tokenTimeoutMillis / PONG_COUNT);
        long interval = TimeUnit.MILLISECONDS.toNanos(tokenTimeoutMillis / (2 * PONG_COUNT));
        return new Link(1, interval, timeout, PRECISION, PONG_COUNT);
    }

    /** The same with other nodes and links. */
    public LinkSettings with(List<Node> otherNodes, SortedMap<Integer, Link> otherLinks) {
        return new LinkSettings(
                localNodeId,
                otherNodes,
                otherLinks,
                mode,
                mtuBytes,
                pmtudIntervalNanos,
                blocksUnlisted,
                crypto,
                compression,
                accepted);
    }

    /** The same in another mode. */
    public LinkSettings with(LinkMode other) {
        return new LinkSettings(
                localNodeId,
                nodes,
                links,
                other,
                mtuBytes,
                pmtudIntervalNanos,
                blocksUnlisted,
                crypto,
                compression,
                accepted);
    }

    /** The same with other encryption, and with no second one. */
    public LinkSettings with(CryptoSettings other) {
        return with(other, Optional.empty());
    }

    /** The same with other encryption, and another one that is accepted, too. */
    public LinkSettings with(CryptoSettings other, Optional<CryptoSettings> besides) {
        return new LinkSettings(
                localNodeId,
                nodes,
                links,
                mode,
                mtuBytes,
                pmtudIntervalNanos,
                blocksUnlisted,
                other,
                compression,
                besides);
    }

    /** The same with other compression. */
    public LinkSettings with(CompressionSettings other) {
        return new LinkSettings(
                localNodeId, nodes, links, mode, mtuBytes, pmtudIntervalNanos, blocksUnlisted, crypto, other, accepted);
    }

    /** The same with another size of packets. */
    public LinkSettings withMtu(int bytes, long intervalNanos) {
        return new LinkSettings(
                localNodeId, nodes, links, mode, bytes, intervalNanos, blocksUnlisted, crypto, compression, accepted);
    }
}
