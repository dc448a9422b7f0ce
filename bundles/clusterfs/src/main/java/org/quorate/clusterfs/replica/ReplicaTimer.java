package org.quorate.clusterfs.replica;

/** What a replica waits for no longer than a time. */
public enum ReplicaTimer {
    /** The states of all members, or the next updates. */
    SYNC,
    /** The next verification. */
    VERIFY
}
