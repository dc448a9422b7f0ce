package org.quorate.totem.frame;

import java.util.List;

/**
 * The right to send.
 *
 * @param seq highest sequence number that was assigned on the ring
 * @param tokenSeq grows by one with each hop; tells a repeated token from a new one
 * @param aru all received up to: the lowest such mark of any member
 * @param aruNode who lowered it; 0: nobody
 * @param backlog sum of the members' queues, in packets
 * @param sent packets that were sent during the last rotation (flow control count)
 * @param recovering during recovery: whether some member still has messages of the old ring to send
 * @param retransmits sequence numbers that somebody misses, at most {@link #MAX_RETRANSMITS}
 */
public record Token(
        int sender,
        int seq,
        int tokenSeq,
        int aru,
        int aruNode,
        RingId ring,
        int backlog,
        int sent,
        boolean recovering,
        List<Retransmit> retransmits)
        implements Frame {

    /** More than that, members up to 3.1.9 cannot take. */
    public static final int MAX_RETRANSMITS = 30;

    /** A request to send a packet again. */
    public record Retransmit(RingId ring, int seq) {}

    /** The same token as another node sends it on. */
    public Token forwardedBy(int node) {
        return new Token(node, seq, tokenSeq, aru, aruNode, ring, backlog, sent, recovering, retransmits);
    }
}
