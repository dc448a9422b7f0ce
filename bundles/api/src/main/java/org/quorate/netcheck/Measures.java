package org.quorate.netcheck;

import java.util.Optional;

/**
 * What was measured from one node to another.
 *
 * @param sent packets of all parts of the test, without those to a group
 * @param received how many of them have arrived, each counted once
 * @param packetsPerSecond at which those of the rate test arrived; 0 if too few did
 * @param roundTripNanos median of the round trips while little is sent; 0 if there was none
 * @param worstNanos the longest of them
 * @param jitterNanos nineteen of twenty round trips exceed the median by at most that
 * @param pathBytes size of the largest packet that is known to arrive, headers of IP included
 * @param multicastLoss how many of those to a group are lost, from 0 to 1; absent if none was sent
 * @param duplicated how many arrived again
 * @param reordered how many were overtaken
 */
public record Measures(
        long sent,
        long received,
        double packetsPerSecond,
        long roundTripNanos,
        long worstNanos,
        long jitterNanos,
        int pathBytes,
        Optional<Double> multicastLoss,
        long duplicated,
        long reordered) {
    /** From 0 to 1. */
    public double loss() {
        return sent == 0 ? 0 : Math.clamp(1 - (double) received / sent, 0, 1);
    }
}
