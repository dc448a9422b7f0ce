package org.quorate.transport.session;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.quorate.ring.LinkStatus;
import org.quorate.spi.transport.TransportSettings;

/**
 * The other nodes by id and by address. Nodes that nobody has listed, where such are taken, are known from the first join
 * that they send to all. Of the thread of the session, but for {@link #links}.
 */
final class Peers {
    /** Without packets for so long, a link does not count as connected. */
    private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** A ring has no more members. */
    private static final int MOST_NODES = 384;

    // The header of Totem; a join is sent by the node that it is of, and by nobody else.
    private static final int FRAME_TYPE = 3;
    private static final int FRAME_NODE = 5;
    private static final int HEADER_BYTES = 13;
    private static final int JOIN = 3;

    private final List<Peer> all = new CopyOnWriteArrayList<>();
    private final List<InetSocketAddress> others = new ArrayList<>();
    private final Map<Integer, List<InetSocketAddress>> byNode = new HashMap<>();
    private final Map<InetAddress, Peer> byAddress = new HashMap<>();
    private final int local;
    private final int link;
    private final int port;
    private final boolean blocksUnlisted;

    /** A node and when it was heard last. */
    private record Peer(int nodeId, InetSocketAddress address, AtomicLong heardNanos) {}

    /** @param port of all nodes on that link */
    Peers(TransportSettings settings, int link, int port) {
        this.local = settings.localNodeId();
        this.link = link;
        this.port = port;
        this.blocksUnlisted = !"no".equals(settings.options().get("block_unlisted_ips"));
        for (var node : settings.nodes()) {
            var address = node.addresses().get(link);
            if (address == null) {
                continue; // has no such link, and so no part in this session
            }
            add(node.nodeId(), address);
            if (node.nodeId() != local) {
                others.add(address);
            }
        }
    }

    private void add(int nodeId, InetSocketAddress address) {
        var peer = new Peer(nodeId, address, new AtomicLong(System.nanoTime() - SILENT_NANOS));
        all.add(peer);
        byNode.put(nodeId, List.of(address));
        byAddress.put(address.getAddress(), peer);
    }

    /** All that are listed, but the local one. */
    List<InetSocketAddress> others() {
        return others;
    }

    /** One address, or none if there is no such node. */
    List<InetSocketAddress> addresses(int nodeId) {
        return byNode.getOrDefault(nodeId, List.of());
    }

    /** Whether a frame from there is taken; remembers that one came. */
    boolean heard(InetAddress address, ByteBuffer frame) {
        if (!blocksUnlisted) {
            learn(address, frame);
        }
        var peer = byAddress.get(address);
        if (peer != null) {
            peer.heardNanos().setRelease(System.nanoTime());
        }
        return peer != null || !blocksUnlisted;
    }

    private void learn(InetAddress address, ByteBuffer frame) {
        int at = frame.position();
        if (frame.remaining() >= HEADER_BYTES && frame.get(at + FRAME_TYPE) == JOIN && all.size() < MOST_NODES) {
            int node = frame.getInt(at + FRAME_NODE);
            if (node != 0 && !byNode.containsKey(node) && !byAddress.containsKey(address)) {
                add(node, new InetSocketAddress(address, port));
            }
        }
    }

    List<LinkStatus> links() {
        long now = System.nanoTime();
        return all.stream()
                .map(peer -> new LinkStatus(
                        link,
                        peer.nodeId(),
                        peer.address().getAddress().getHostAddress(),
                        peer.nodeId() == local || now - peer.heardNanos().getAcquire() < SILENT_NANOS))
                .toList();
    }
}
