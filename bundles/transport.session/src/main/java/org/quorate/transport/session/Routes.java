package org.quorate.transport.session;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.quorate.link.Destinations;
import org.quorate.link.LinkSettings;
import org.quorate.spi.transport.TransportSettings;

/**
 * Addresses of nodes, link by link. Lists that are asked for again and again are the same ones, so that sockets see at
 * once that datagrams go to the same destinations.
 */
final class Routes {
    private final List<Map<Integer, List<InetSocketAddress>>> single = new ArrayList<>();
    private final List<List<InetSocketAddress>> last = new ArrayList<>();
    private final List<InetSocketAddress> scratch = new ArrayList<>();

    Routes(TransportSettings settings) {
        for (int link = 0; link < LinkSettings.MOST_LINKS; link++) {
            Map<Integer, List<InetSocketAddress>> addresses = new HashMap<>();
            for (var node : settings.nodes()) {
                var address = node.addresses().get(link);
                if (address != null) {
                    addresses.put(node.nodeId(), List.of(address));
                }
            }
            single.add(addresses);
            last.add(List.of());
        }
    }

    /** Those of the destinations that are on this link. */
    List<InetSocketAddress> on(int link, Destinations to) {
        scratch.clear();
        List<InetSocketAddress> found = List.of();
        for (int i = 0; i < to.size(); i++) {
            if (to.link(i) == link) {
                found = single.get(link).getOrDefault(to.nodeId(i), List.of());
                scratch.addAll(found);
            }
        }
        if (scratch.size() <= 1) {
            return found;
        }
        if (!scratch.equals(last.get(link))) {
            last.set(link, List.copyOf(scratch));
        }
        return last.get(link);
    }

    /** The node that has the address; all, if it is that of none, but of a group. */
    IntStream nodesAt(int link, InetSocketAddress address) {
        var nodes = single.get(link);
        boolean single = nodes.values().stream().anyMatch(node -> node.contains(address));
        return nodes.entrySet().stream()
                .filter(node -> !single || node.getValue().contains(address))
                .mapToInt(Map.Entry::getKey);
    }
}
