package org.quorate.simulator.node;

import org.quorate.totem.RingTimer;

/** What a node waits for: the ring's timers by their ordinals, then these. */
final class Slot {
    /** Of the votes. */
    static final int VOTE_WINDOW = 8;
    /** The thread of the tree has events. */
    static final int APPLY = 9;
    /** The disk has written. */
    static final int COMMIT = 10;
    /** The replica joins the group again. */
    static final int REJOIN = 11;
    /** A fresh replica waits for company no longer. */
    static final int COMPANY = 12;
    /** Of the replica. */
    static final int REPLICA_SYNC = 13;
    /** Of the replica. */
    static final int REPLICA_VERIFY = 14;
    /** Rows that nobody waits for have waited long enough. */
    static final int WRITE = 15;
    /** Rows that are committed have been unforced long enough. */
    static final int FORCE = 16;
    /** The node starts. */
    static final int START = 17;

    static final int COUNT = 18;

    static {
        assert RingTimer.values().length == VOTE_WINDOW : "the ring has other timers";
    }

    private Slot() {}
}
