package org.quorate.ring;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A snapshot of the ring.
 *
 * @param localNodeId this node
 * @param ring the last ring that was installed, {@link RingId#NONE} before the first
 * @param members its node ids, ascending as unsigned numbers
 * @param phase what the ring is doing now
 * @param transport name of the transport in use; absent while none is there
 * @param links one entry for each link to each configured node
 * @param counters named totals since start, in the spelling of corosync's {@code stats.srp} keys where one exists
 */
public record RingStatus(
        int localNodeId,
        RingId ring,
        List<Integer> members,
        RingPhase phase,
        Optional<String> transport,
        List<LinkStatus> links,
        SortedMap<String, Long> counters) {}
