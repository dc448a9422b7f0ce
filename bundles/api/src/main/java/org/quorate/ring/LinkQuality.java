package org.quorate.ring;

/**
 * How good a link is, by what its pings tell.
 *
 * @param used whether messages for the node take it now
 * @param heard whether packets come from the node by it, also while our own are not answered
 * @param mtuBytes size of the packets that are known to arrive, headers of IP included
 * @param dataBytes how much of a message goes into one packet
 * @param roundTripNanos mean of the round trips; 0 before the first
 * @param jitterNanos their mean deviation
 * @param lossShare how many of the last pings were not answered, from 0 to 1
 * @param sent packets since the start
 * @param received packets since the start, of those that could be read
 * @param timesDown how often it went down
 */
public record LinkQuality(
        boolean used,
        boolean heard,
        int mtuBytes,
        int dataBytes,
        long roundTripNanos,
        long jitterNanos,
        double lossShare,
        long sent,
        long received,
        int timesDown) {}
