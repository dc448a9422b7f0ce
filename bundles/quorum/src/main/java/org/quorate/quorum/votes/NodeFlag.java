package org.quorate.quorum.votes;

/** What a node says of itself. */
public enum NodeFlag {
    /** Its partition may act. */
    QUORATE,
    /** It is about to leave in order. */
    LEAVING,
    /** It has not seen all nodes yet. */
    WAITING_FOR_ALL,
    /** It has not seen another node yet. */
    FIRST,
    /** A quorum device is registered with it. */
    DEVICE_REGISTERED,
    /** The device was heard from of late. */
    DEVICE_ALIVE,
    /** The device votes for the node's partition. */
    DEVICE_CASTS_VOTE,
    /** The device's vote alone makes a partition quorate. */
    MASTER_WINS
}
