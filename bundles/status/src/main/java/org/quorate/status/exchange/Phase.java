package org.quorate.status.exchange;

/** Where an exchange is. */
public enum Phase {
    /** Not in the group. */
    OUT,
    /** Waits to become a member. */
    JOINING,
    /** Waits for the states of all members. */
    EXCHANGING,
    /** Has the log of all, and hears what they tell. */
    SYNCED
}
