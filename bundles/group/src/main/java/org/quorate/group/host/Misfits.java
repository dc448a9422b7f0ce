package org.quorate.group.host;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.quorate.spi.transport.TransportSettings;
import org.quorate.totem.frame.MalformedFrameException;
import org.quorate.totem.frame.MalformedFrameException.Kind;

/**
 * Names each node that speaks otherwise, once: the operator must know who cannot take part, and a line for each packet
 * would hide it. All that are not in the nodelist count as one.
 */
final class Misfits {
    private final int[] ids;
    private final TransportSettings settings;
    private final List<Set<Kind>> named = new ArrayList<>();

    Misfits(TransportSettings settings) {
        this.settings = settings;
        this.ids = settings.nodes().stream()
                .mapToInt(TransportSettings.Node::nodeId)
                .sorted()
                .toArray();
        for (int i = 0; i <= ids.length; i++) {
            named.add(EnumSet.noneOf(Kind.class));
        }
    }

    /** What is to be said of the sender of a packet, unless it has been said, or the packet is of nobody. */
    Optional<String> name(MalformedFrameException e) {
        if (e.kind() == Kind.GARBAGE) {
            return Optional.empty();
        }
        int place = Arrays.binarySearch(ids, e.sender());
        return named.get(place < 0 ? ids.length : place).add(e.kind())
                ? Optional.of("ring: " + nameOf(e.sender()) + " " + e.getMessage()
                        + "; its packets are ignored, and it cannot be a member until both are alike")
                : Optional.empty();
    }

    private String nameOf(int id) {
        return settings.nodes().stream()
                .filter(node -> node.nodeId() == id)
                .map(node -> "node " + Integer.toUnsignedString(id) + " (" + node.name() + ")")
                .findFirst()
                .orElse("a node that is not in the nodelist");
    }
}
