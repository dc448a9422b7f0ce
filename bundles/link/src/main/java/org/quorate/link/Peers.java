package org.quorate.link;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.quorate.link.crypto.Envelope;

/** The other nodes, by id and by address. */
final class Peers {
    private final List<Map<InetAddress, Peer>> byAddress = new ArrayList<>();
    private Peer[] peers = new Peer[0];
    private int[] ids = new int[0];

    Peers() {
        for (int link = 0; link < LinkSettings.MOST_LINKS; link++) {
            byAddress.add(new HashMap<>());
        }
    }

    /** Ordered by id. */
    Peer[] all() {
        return peers;
    }

    @Nullable
    Peer node(int nodeId) {
        int index = Arrays.binarySearch(ids, nodeId);
        return index < 0 ? null : peers[index];
    }

    /** Who has that address on that link. */
    @Nullable
    Peer at(int link, InetAddress address) {
        return byAddress.get(link).get(address);
    }

    /** Those who were sent data. */
    SortedSet<Integer> sentTo() {
        var nodes = new TreeSet<Integer>();
        for (var peer : peers) {
            if (peer.sentData) {
                nodes.add(peer.nodeId());
            }
        }
        return nodes;
    }

    /** These were sent data, by another layer of this node. */
    void sentTo(Set<Integer> nodes) {
        for (var peer : peers) {
            peer.sentData |= nodes.contains(peer.nodeId());
        }
    }

    void replace(List<Peer> others) {
        peers = others.stream().sorted(Comparator.comparingInt(Peer::nodeId)).toArray(Peer[]::new);
        ids = Arrays.stream(peers).mapToInt(Peer::nodeId).toArray();
        byAddress.forEach(Map::clear);
        for (var peer : peers) {
            for (var link : peer.links()) {
                if (link != null) {
                    byAddress.get(link.number()).put(link.address(), peer);
                }
            }
        }
    }

    /** As {@link Monitor#overslept}, all links. */
    void overslept(long nanos, long now) {
        for (var peer : peers) {
            for (var link : peer.links()) {
                if (link != null) {
                    link.monitor().overslept(nanos, now);
                }
            }
        }
    }

    /** All links, ordered by node and number. */
    List<LinkReport> report(Envelope envelope) {
        var links = new ArrayList<LinkReport>();
        for (var peer : peers) {
            for (var link : peer.links()) {
                if (link != null) {
                    links.add(link.report(peer.uses(link), envelope));
                }
            }
        }
        return List.copyOf(links);
    }
}
