package org.quorate.ring;

/**
 * How good a link is, by what its pings tell.
 *
 * @param used whether messages for the node take it now
 * @param mtuBytes size of the packets that are known to arrive, headers of IP included
 * @param roundTripNanos mean of the round trips; 0 before the first
 * @param jitterNanos their mean deviation
 * @param lossShare how many of the last pings were not answered, from 0 to 1
 */
public record LinkQuality(boolean used, int mtuBytes, long roundTripNanos, long jitterNanos, double lossShare) {}
