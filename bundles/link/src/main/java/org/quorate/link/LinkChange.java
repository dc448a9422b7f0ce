package org.quorate.link;

/** Why a link came up or went down. */
public enum LinkChange {
    /** Up: enough pings were answered. */
    ANSWERED,
    /** Up: data came, and two pings were answered. */
    DATA,
    /** Down: no ping was answered for too long. */
    SILENT,
    /** Down: the network or the node said that nobody is there, and a few pings were not answered. */
    REFUSED,
    /** Down: it is not configured any more. */
    REMOVED
}
