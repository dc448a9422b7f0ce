package org.quorate.link;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Which of several links to a node is the best: one that is answered, that has held since it last failed, of the highest
 * priority, of the best quality, with the lowest number. For the sake of quality a link is left only if another one is clearly
 * better, and come back to only when it is about as good: so none of two equal ones is left for the other again and again.
 */
final class Choice {
    private static final double CLEAR_LOSS = 0.05;

    /** One of the last 64. */
    private static final double SMALL_LOSS = 0.02;

    private static final long CLEAR_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
    private static final long SMALL_NANOS = TimeUnit.MICROSECONDS.toNanos(250);

    private Choice() {}

    /**
     * The best of the links that are up.
     *
     * @param current what was the best until now
     * @param other is not to be chosen
     */
    static @Nullable PeerLink best(
            @Nullable PeerLink[] links, @Nullable PeerLink current, @Nullable PeerLink other, long now) {
        PeerLink best = null;
        for (var link : links) {
            if (link != null && link != other && link.monitor().isUp()) {
                if (best == null) {
                    best = link;
                } else if (isBetter(link, best, current, now)) {
                    best = link;
                }
            }
        }
        return best;
    }

    /** Whether the link is answered, and has held, as well as the best. */
    static boolean isAsHealthy(PeerLink link, PeerLink best, long now) {
        return health(link.monitor(), best.monitor(), now) >= 0;
    }

    /** @param link has a higher number than the best up to now */
    private static boolean isBetter(PeerLink link, PeerLink best, @Nullable PeerLink current, long now) {
        int standing = health(link.monitor(), best.monitor(), now);
        if (standing == 0) {
            standing = Integer.compare(link.monitor().priority(), best.monitor().priority());
        }
        if (standing != 0) {
            return standing > 0;
        }
        if (!link.monitor().isMeasured() || !best.monitor().isMeasured()) {
            return false;
        }
        return link == current
                ? !isAsGood(best.monitor(), link.monitor())
                : isClearlyBetter(link.monitor(), best.monitor());
    }

    private static int health(Monitor a, Monitor b, long now) {
        int answered = Boolean.compare(b.isSuspect(), a.isSuspect());
        return answered != 0 ? answered : Boolean.compare(b.isOnProbation(now), a.isOnProbation(now));
    }

    private static boolean isClearlyBetter(Monitor a, Monitor b) {
        return a.lossShare() + CLEAR_LOSS < b.lossShare()
                || a.lossShare() <= b.lossShare() + SMALL_LOSS && 2 * a.meanNanos() + CLEAR_NANOS < b.meanNanos();
    }

    private static boolean isAsGood(Monitor a, Monitor b) {
        return a.lossShare() <= b.lossShare() + SMALL_LOSS
                && a.meanNanos() <= b.meanNanos() + b.meanNanos() / 4 + SMALL_NANOS;
    }
}
