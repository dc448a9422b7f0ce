package org.quorate.totem;

import java.util.concurrent.TimeUnit;

/**
 * What shapes a ring; the names are those of {@code corosync.conf(5)}. All members must agree on the times.
 *
 * @param self this node, not 0
 * @param areaBytes room for blocks and their lengths in a packet
 * @param relays whether Quorate nodes lead frames around links that are cut
 */
public record RingSettings(
        int self,
        long tokenNanos,
        long tokenRetransmitNanos,
        long holdNanos,
        long joinNanos,
        long consensusNanos,
        long mergeNanos,
        int failRecvConst,
        int seqnoUnchangedConst,
        int missCountConst,
        int windowSize,
        int maxMessages,
        int areaBytes,
        boolean relays) {

    /**
     * Rotations without traffic before the token rests, for a ring of Quorate nodes only. corosync's are 30, and its nodes
     * do not wake a token that rests sooner; but on few cores the thirty take the processor from those who have the next
     * message.
     */
    private static final int RESTFUL_ROTATIONS = 3;

    /**
     * Visits until a missing packet is asked for: on the first it may still be on its way, having taken another than the
     * token. corosync waits for five, since its multicasts and its tokens come through different sockets.
     */
    private static final int MISS_COUNT = 2;

    /** Two multicast headers (a recovered packet has both), the packing's own, and those of IP and UDP. */
    private static final int OVERHEAD_BYTES = 45 + 45 + 8 + 28;

    /**
     * Among Quorate nodes a member that does not answer for this part of the token timeout, after nobody had the token for
     * all of that, is not waited for any longer.
     */
    private static final int SILENCE_DIVISOR = 20;

    /** Joins that may be lost on their way. */
    private static final int SILENT_JOINS = 2;

    /** corosync's defaults for that many nodes: {@code token} 3000 and {@code token_coefficient} 650 ms. */
    public static RingSettings defaults(int self, int nodes) {
        return of(self, 3000 + Math.max(0, nodes - 2) * 650, 1500);
    }

    /** All times derived from the token's, as corosync does; the token rests early. */
    public static RingSettings of(int self, int tokenMillis, int netMtuBytes) {
        int retransmit = (int) (tokenMillis / 4.2);
        return new RingSettings(
                self,
                millis(tokenMillis),
                millis(retransmit),
                millis((int) (retransmit * 0.8 - 10)),
                millis(50),
                millis((int) (tokenMillis * 1.2)),
                millis(200),
                2500,
                RESTFUL_ROTATIONS,
                MISS_COUNT,
                50,
                17,
                area(netMtuBytes),
                true);
    }

    /** The same for a node that leads no frames around cut links, as corosync's. */
    public RingSettings withoutRelay() {
        return new RingSettings(
                self,
                tokenNanos,
                tokenRetransmitNanos,
                holdNanos,
                joinNanos,
                consensusNanos,
                mergeNanos,
                failRecvConst,
                seqnoUnchangedConst,
                missCountConst,
                windowSize,
                maxMessages,
                areaBytes,
                false);
    }

    /**
     * What goes together with both, while some members have these and some have others: who waits for the token waits for
     * the longer, who keeps it or asks again does so after the shorter, and nobody sends more than all expect.
     */
    public RingSettings between(RingSettings other) {
        return new RingSettings(
                self,
                Math.max(tokenNanos, other.tokenNanos),
                Math.min(tokenRetransmitNanos, other.tokenRetransmitNanos),
                Math.min(holdNanos, other.holdNanos),
                Math.min(joinNanos, other.joinNanos),
                Math.max(consensusNanos, other.consensusNanos),
                Math.min(mergeNanos, other.mergeNanos),
                Math.max(failRecvConst, other.failRecvConst),
                Math.max(seqnoUnchangedConst, other.seqnoUnchangedConst),
                other.missCountConst,
                Math.min(windowSize, other.windowSize),
                Math.min(maxMessages, other.maxMessages),
                other.areaBytes,
                other.relays);
    }

    /** How long a member may be silent in a search that began as the token was lost. */
    long silenceNanos() {
        return Math.max(tokenNanos / SILENCE_DIVISOR, SILENT_JOINS * joinNanos);
    }

    /** Room in a packet such that it stays one datagram even when it is recovered. */
    public static int area(int netMtuBytes) {
        return netMtuBytes - OVERHEAD_BYTES;
    }

    private static long millis(int value) {
        return TimeUnit.MILLISECONDS.toNanos(value);
    }
}
