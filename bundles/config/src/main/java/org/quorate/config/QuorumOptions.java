package org.quorate.config;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The {@code quorum} section as {@code votequorum(5)} has it.
 *
 * @param provider {@code corosync_votequorum}; absent: there is no quorum in this cluster
 * @param expectedVotes as configured; absent: the sum of the nodes' votes
 * @param twoNode one of two nodes is enough
 * @param waitForAll as configured; absent: as {@code two_node} says
 * @param lastManStanding expected votes follow the nodes that are left
 * @param lastManStandingWindowMillis and do so after this
 * @param autoTieBreakerNode present if an even split is to be decided: {@code lowest}, {@code highest}, or node ids
 *     separated by blanks
 * @param allowDownscale nodes that leave in order lower the expected votes
 * @param expectedVotesTracking the highest expected votes are kept on disk
 * @param device an arbiter outside the cluster
 */
public record QuorumOptions(
        Optional<String> provider,
        OptionalInt expectedVotes,
        boolean twoNode,
        Optional<Boolean> waitForAll,
        boolean lastManStanding,
        int lastManStandingWindowMillis,
        Optional<String> autoTieBreakerNode,
        boolean allowDownscale,
        boolean expectedVotesTracking,
        Optional<Device> device) {

    /**
     * A quorum device.
     *
     * @param model kind of device, {@code net}
     * @param votes as configured; absent: nodes less one
     * @param timeoutMillis its vote counts no more after this silence
     * @param syncTimeoutMillis the same, while a ring is being formed
     */
    public record Device(String model, OptionalInt votes, int timeoutMillis, int syncTimeoutMillis) {}
}
