package org.quorate.totem;

/** The timers of a ring; each is armed or not. */
public enum RingTimer {
    /** No token for so long: it is lost. */
    TOKEN,
    /** The token that was sent last is sent again. */
    TOKEN_RETRANSMIT,
    /** The representative lets the token of an idle ring go round once. */
    HOLD,
    /** The join is sent again. */
    JOIN,
    /** Who has not agreed by now has failed. */
    CONSENSUS,
    /** The representative looks for other rings. */
    MERGE,
    /** Ticks to notice that this process stood still. */
    PAUSE,
    /** The relay tells others whom it hears. */
    REPORT
}
