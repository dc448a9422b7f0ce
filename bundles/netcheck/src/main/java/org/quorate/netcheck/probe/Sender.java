package org.quorate.netcheck.probe;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * What the sender of one direction knows of it.
 *
 * @param unreachable how often it was told that nobody listens on the port
 * @param denied how often so although the node itself was heard
 * @param refusal why its own system did not let a packet out
 * @param claimed the address that the receiver calls its own
 * @param machineAnswers whether the machine of the receiver answers anything at all
 */
record Sender(
        Sent sent,
        RoundTrips.Summary trips,
        int unreachable,
        int denied,
        Optional<String> refusal,
        Optional<InetSocketAddress> claimed,
        boolean machineAnswers) {
    /** What the receiver knows of it, if the sender has only been heard. */
    static Sender told(Sent sent, RoundTrips.Summary trips) {
        return new Sender(sent, trips, 0, 0, Optional.empty(), Optional.empty(), true);
    }
}
