package org.quorate.totem.frame;

/** A packet of the ring protocol, or of what leads it around cut links. */
public sealed interface Frame permits Token, Multicast, MergeDetect, Join, CommitToken, HoldCancel, Report, Relayed {
    /** Node id in the header: the sender; of a {@link Token} the last forwarder; of a leave 0. */
    int sender();
}
