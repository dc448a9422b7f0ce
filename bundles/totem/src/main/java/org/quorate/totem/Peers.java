package org.quorate.totem;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.quorate.totem.frame.Multicast;

/** Which members of the ring are known to be Quorate nodes: those of whom a packet with the mark came in its place. */
final class Peers {
    private final Set<Integer> marked = new HashSet<>();
    private Collection<Integer> members = List.of();
    private boolean all;

    /**
     * A new ring.
     *
     * @param together who comes from the old one without having been away
     */
    void install(Collection<Integer> newMembers, Collection<Integer> together) {
        marked.retainAll(together);
        members = newMembers;
        all = marked.containsAll(members);
    }

    /** A packet in its place in the order. */
    void delivered(Multicast multicast) {
        if (!all && multicast.isMarked() && members.contains(multicast.originator())) {
            marked.add(multicast.originator());
            all = marked.containsAll(members);
        }
    }

    /** Whether these are members of a ring that is known to be of Quorate nodes only. */
    boolean areAmongTheirOwn(Collection<Integer> nodes) {
        return all && members.containsAll(nodes);
    }
}
