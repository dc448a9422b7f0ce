package org.quorate.clusterfs.replica;

/** Where a replica is in its life. */
public enum Mode {
    /** Waits to become a member. */
    START,
    /** Waits for the states of all members. */
    START_SYNC,
    /** Makes changes. */
    SYNCED,
    /** Waits for the entries that it lacks. */
    UPDATE,
    /** Does not make changes until members come or go. */
    BEHIND,
    /** Out of the group, to come back. */
    LEFT
}
