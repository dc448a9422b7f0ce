package org.quorate.clusterfs.replica;

import org.quorate.clusterfs.tree.Entry;

/**
 * A lock and how old it is.
 *
 * @param nanos since this node knows it as it is
 */
public record LockAge(Entry lock, long nanos) {
    /** Whether its removal may be asked for. */
    public boolean isExpired() {
        return LockTimers.isExpired(nanos);
    }
}
