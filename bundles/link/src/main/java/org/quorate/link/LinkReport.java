package org.quorate.link;

import java.net.InetAddress;
import java.util.Map;

/**
 * One link to one node.
 *
 * @param up whether our pings are answered
 * @param used whether frames for the node go there now
 * @param suspect whether the last pings were not answered, though it is not yet down
 * @param heard whether datagrams come from the node by it, answered or not
 * @param mtuBytes size of the packets that are known to arrive, headers of IP included
 * @param mtuKnown whether that was found out or configured; else it is what every path takes
 * @param dataBytes how much of a frame goes into one packet
 * @param roundTripNanos mean of the round trips
 * @param jitterNanos their mean deviation
 * @param lossShare how many of the last pings since it is up were not answered, from 0 to 1
 * @param timesDown how often it went down
 * @param sent datagrams
 * @param received datagrams that could be read
 * @param dropped datagrams of this link, by reason; reasons that did not occur are not there
 */
public record LinkReport(
        int nodeId,
        int link,
        InetAddress address,
        boolean up,
        boolean used,
        boolean suspect,
        boolean heard,
        int mtuBytes,
        boolean mtuKnown,
        int dataBytes,
        long roundTripNanos,
        long jitterNanos,
        double lossShare,
        int timesDown,
        long sent,
        long received,
        Map<Drop, Long> dropped) {}
