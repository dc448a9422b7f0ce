package org.quorate.shell.result;

import java.time.ZonedDateTime;
import java.util.Optional;
import org.quorate.quorum.QuorumStatus;

/**
 * {@code pvecm status}.
 *
 * @param cluster absent if the configuration cannot be read
 * @param at when the votes were counted, in the zone it is printed in
 */
public record ClusterReport(Optional<ClusterInformation> cluster, QuorumStatus quorum, ZonedDateTime at) {
    /** The part that comes from the configuration. */
    public record ClusterInformation(String name, long configVersion, String transport, boolean secureAuth) {}
}
