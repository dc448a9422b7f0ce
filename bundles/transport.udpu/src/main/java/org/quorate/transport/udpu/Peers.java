package org.quorate.transport.udpu;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.quorate.ring.LinkStatus;
import org.quorate.spi.transport.TransportSettings;

/** The configured nodes by id and by address. Lists are written before the session is shared, times by its thread. */
final class Peers {
    /** Without packets for so long, a link does not count as connected. */
    private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final List<Peer> all = new ArrayList<>();
    private final List<InetSocketAddress> others = new ArrayList<>();
    private final Map<Integer, List<InetSocketAddress>> byNode = new HashMap<>();
    private final Map<InetAddress, Peer> byAddress = new HashMap<>();
    private final int local;

    /** A node and when it was heard last. */
    record Peer(int nodeId, InetSocketAddress address, AtomicLong heardNanos) {}

    Peers(TransportSettings settings) {
        local = settings.localNodeId();
        for (var node : settings.nodes()) {
            var address = node.addresses().get(0);
            if (address == null) {
                continue; // has no link 0, and so no part in this transport
            }
            var peer = new Peer(node.nodeId(), address, new AtomicLong(System.nanoTime() - SILENT_NANOS));
            all.add(peer);
            byNode.put(peer.nodeId(), List.of(address));
            byAddress.put(address.getAddress(), peer);
            if (peer.nodeId() != local) {
                others.add(address);
            }
        }
    }

    /** All but the local one. */
    List<InetSocketAddress> others() {
        return others;
    }

    /** One address, or none if there is no such node. */
    List<InetSocketAddress> addresses(int nodeId) {
        return byNode.getOrDefault(nodeId, List.of());
    }

    /** Whether packets from there are taken; remembers that one came. */
    boolean heard(InetAddress address) {
        var peer = byAddress.get(address);
        if (peer == null) {
            return false;
        }
        peer.heardNanos().setRelease(System.nanoTime());
        return true;
    }

    List<LinkStatus> links() {
        long now = System.nanoTime();
        return all.stream()
                .map(peer -> new LinkStatus(
                        0,
                        peer.nodeId(),
                        peer.address().getAddress().getHostAddress(),
                        peer.nodeId() == local || now - peer.heardNanos().getAcquire() < SILENT_NANOS))
                .toList();
    }
}
