package org.quorate.netcheck;

import java.util.List;
import java.util.Optional;

/**
 * One direction between two nodes on one link.
 *
 * @param from name of the node that sent
 * @param to name of the node that should receive
 * @param link number of the network
 * @param fromAddress of the sender there, as text
 * @param toAddress of the receiver there, as text
 * @param measures absent if nothing came, or the test did not begin as the other direction is dead
 * @param findings what is wrong, the worst first; empty if all is well
 */
public record PairReport(
        String from,
        String to,
        int link,
        String fromAddress,
        String toAddress,
        Optional<Measures> measures,
        List<Finding> findings) {
    /** Takes a copy of the findings. */
    public PairReport {
        findings = List.copyOf(findings);
    }

    /** Whether a cluster can rely on it. */
    public boolean isGood() {
        return findings.stream().noneMatch(Finding::failed);
    }
}
