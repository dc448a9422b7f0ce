package org.quorate.simulator.invariant;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.quorate.simulator.Invariant;
import org.quorate.simulator.node.SimulatedNode;
import org.quorate.simulator.world.Chance;
import org.quorate.simulator.world.World;
import org.quorate.totem.frame.Multicast;
import org.quorate.totem.frame.RingId;

/**
 * I2, extended virtual synchrony, of packets: in a ring all have the same at the same number, without holes; between
 * two rings, those who go together deliver the same; a ring id names one membership and never comes again.
 */
final class AgreedOrder {
    private final Judge judge;
    private final Place[] places;
    private final Map<RingId, Log> logs = new HashMap<>();

    /** What was delivered in a ring. */
    static final class Log {
        final RingId id;
        final List<Integer> members;
        final Map<Integer, Integer> content = new HashMap<>();
        final Map<RingId, End> ends = new HashMap<>();
        boolean begun;
        int first;

        Log(RingId id, List<Integer> members) {
            this.id = id;
            this.members = members;
        }
    }

    /** How those left a ring who went to the same next one. */
    private record End(long chain, List<Integer> together, String node) {}

    /** Where a node is. */
    private static final class Place {
        @Nullable
        Log log;

        boolean begun;
        boolean inTransition;
        int position;
        long chain;
        long highest;
        List<Integer> together = List.of();
    }

    AgreedOrder(Judge judge, World world) {
        this.judge = judge;
        places = new Place[world.setting().ids().size()];
        Arrays.setAll(places, _ -> new Place());
    }

    void started(SimulatedNode node) {
        places[node.index()].log = null;
    }

    /** Its disk does not know the rings that it was in. */
    void forget(SimulatedNode node) {
        places[node.index()].highest = 0;
        logs.keySet().removeIf(ring -> ring.representative() == node.id());
    }

    void delivered(SimulatedNode node, Multicast multicast) {
        var place = places[node.index()];
        var log = place.log;
        if (log == null || !multicast.isOf(log.id)) {
            throw violated(node + " delivers a packet of ring " + multicast.ring() + " in ring "
                    + (log == null ? "none" : log.id));
        }
        int seq = multicast.seq();
        if (place.begun) {
            int step = seq - place.position;
            if (step <= 0 || step > 1 && !place.inTransition) {
                throw violated(node + " delivers packet " + seq + " after " + place.position + " in ring " + log.id);
            }
        } else if (!log.begun) {
            log.begun = true;
            log.first = seq;
        } else if (seq != log.first && !place.inTransition) {
            throw violated(
                    node + " begins ring " + log.id + " with packet " + seq + ", others with packet " + log.first);
        }
        int content = Arrays.hashCode(multicast.bytes());
        var known = log.content.putIfAbsent(seq, content);
        if (known != null && known != content) {
            throw violated(node + " delivers another packet " + seq + " in ring " + log.id + " than others");
        }
        place.begun = true;
        place.position = seq;
        place.chain = Chance.mix(place.chain ^ (long) seq << 32 ^ content & 0xFFFFFFFFL);
        judge.checked(Invariant.I2);
    }

    void transitional(SimulatedNode node, List<Integer> together) {
        var place = places[node.index()];
        place.inTransition = true;
        place.together = together;
    }

    void installed(SimulatedNode node, RingId ring, List<Integer> members) {
        var place = places[node.index()];
        if (ring.sequence() <= place.highest) {
            throw violated(node + " comes to ring " + ring + " after a ring " + Long.toHexString(place.highest));
        }
        place.highest = ring.sequence();
        var old = place.log;
        if (old != null) {
            var end = old.ends.putIfAbsent(ring, new End(place.chain, place.together, node.toString()));
            if (end != null && (end.chain != place.chain || !end.together.equals(place.together))) {
                throw violated(node + " and " + end.node + " went from ring " + old.id + " to " + ring
                        + ", but did not deliver the same");
            }
        }
        var log = logs.computeIfAbsent(ring, _ -> new Log(ring, members));
        if (!log.members.equals(members)) {
            throw violated("ring " + ring + " has members " + log.members + ", and for " + node + " " + members);
        }
        place.log = log;
        place.begun = false;
        place.inTransition = false;
        place.chain = 0;
        judge.checked(Invariant.I2);
    }

    private Violation violated(String text) {
        return judge.violated(Invariant.I2, text);
    }

    // ---- for others

    /** Whether the node has delivered a packet of its ring, or the ring began with a later one. */
    boolean hasDelivered(SimulatedNode node, RingId ring, int seq) {
        var place = places[node.index()];
        var log = place.log;
        if (log == null || !log.id.equals(ring) || place.inTransition || !log.begun) {
            return true; // it has left the ring, or nothing was delivered there
        }
        int position = place.begun ? place.position : log.first - 1;
        return position - seq >= 0;
    }
}
