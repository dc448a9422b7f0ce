package org.quorate.shell.result;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.quorate.ring.LinkStatus;
import org.quorate.ring.RingStatus;

/**
 * {@code corosync-cfgtool -s} and {@code -n}: the links of this node.
 *
 * @param transport its name, {@code none} while there is none
 * @param links ascending by number
 */
public record LinkTable(int localNodeId, String transport, List<Link> links) {
    /** One network. */
    public record Link(int link, String address, List<Node> nodes) {}

    /**
     * A node on it, this one included.
     *
     * @param dataBytes how much of a message goes into one packet
     */
    public record Node(int nodeId, String address, boolean connected, int dataBytes) {}

    /**
     * Of a ring.
     *
     * @param unmeasuredBytes what goes into a packet where the transport does not find that out
     */
    public static LinkTable of(RingStatus ring, int unmeasuredBytes) {
        var byNumber = new TreeMap<Integer, List<LinkStatus>>();
        for (var link : ring.links()) {
            byNumber.computeIfAbsent(link.link(), _ -> new ArrayList<>()).add(link);
        }
        var links = byNumber.entrySet().stream()
                .map(entry -> link(entry.getKey(), entry.getValue(), ring.localNodeId(), unmeasuredBytes))
                .toList();
        return new LinkTable(ring.localNodeId(), ring.transport().orElse("none"), links);
    }

    private static Link link(int number, List<LinkStatus> ends, int local, int unmeasuredBytes) {
        var address = ends.stream()
                .filter(end -> end.nodeId() == local)
                .map(LinkStatus::address)
                .findFirst()
                .orElse("");
        var nodes = ends.stream()
                .map(end -> new Node(
                        end.nodeId(),
                        end.address(),
                        end.connected(),
                        end.quality().map(quality -> quality.dataBytes()).orElse(unmeasuredBytes)))
                .sorted(Comparator.comparing(Node::nodeId, Integer::compareUnsigned))
                .toList();
        return new Link(number, address, nodes);
    }
}
