package org.quorate.totem.frame;

/** A packet of the ring protocol. */
public sealed interface Frame permits Token, Multicast, MergeDetect, Join, CommitToken, HoldCancel {
    /** Node id in the header: the sender; of a {@link Token} the last forwarder; of a leave 0. */
    int sender();
}
