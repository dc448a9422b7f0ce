package org.quorate.shell.result;

import org.quorate.quorum.QuorumStatus;

/** {@code pvecm nodes}: who is in the ring. */
public record MembershipReport(QuorumStatus quorum) {}
