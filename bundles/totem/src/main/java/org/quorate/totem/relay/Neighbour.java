package org.quorate.totem.relay;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.quorate.totem.frame.Report;

/** Another Quorate node: when it was heard last, and what it said. */
final class Neighbour {
    private long forgottenNanos;
    private long heardUntilNanos;
    private @Nullable Report latest;

    Neighbour(long forgottenNanos) {
        this.forgottenNanos = forgottenNanos;
    }

    /** It is there, though perhaps not for this node to hear. */
    void isKnownUntil(long nanos) {
        forgottenNanos = nanos;
    }

    /** Answers whether it says something new. */
    boolean hear(Report report, long untilNanos) {
        boolean same = latest != null
                && latest.hears().equals(report.hears())
                && latest.heardBy().equals(report.heardBy());
        latest = report;
        heardUntilNanos = untilNanos;
        return !same;
    }

    boolean isForgotten(long now) {
        return now >= forgottenNanos;
    }

    /** Whether it was heard of late. */
    boolean isHeard(long now) {
        return latest != null && now < heardUntilNanos;
    }

    /** Whether it was heard, and hears that node. */
    boolean hears(int node, long now) {
        return latest != null && isHeard(now) && latest.hears().contains(node);
    }

    /** By whom it is heard, as far as this node knows. */
    List<Integer> heardBy(long now) {
        return latest != null && isHeard(now) ? latest.heardBy() : List.of();
    }
}
