package org.quorate.shell.result;

import org.jspecify.annotations.Nullable;
import org.quorate.quorum.QuorumStatus;

/** Exit codes of {@code shell -c} and {@code pvecm}, those of {@code corosync-quorumtool}. */
public final class ExitCodes {
    /** Done; of a count: quorate. */
    public static final int OK = 0;

    /** The command failed; of a network check: something is wrong. */
    public static final int FAILED = 1;

    /** A count was asked for, and the partition is not quorate. */
    public static final int NOT_QUORATE = 2;

    private ExitCodes() {}

    /** The code that goes with a result. */
    public static int of(@Nullable Object result) {
        return switch (result) {
            case ClusterReport report -> of(report.quorum());
            case MembershipReport report -> of(report.quorum());
            case ProgramResult program -> program.exitCode();
            case JsonText json -> json.exitCode();
            case QuorumStatus status -> status.quorate() ? OK : NOT_QUORATE;
            case NetcheckResult netcheck -> netcheck.report().isGood() ? OK : FAILED;
            case null, default -> OK;
        };
    }
}
