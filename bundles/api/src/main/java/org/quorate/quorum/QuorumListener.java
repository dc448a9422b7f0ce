package org.quorate.quorum;

import org.osgi.annotation.versioning.ConsumerType;

/** A whiteboard service that is told of each new count. Called once with the current count when it is found. */
@ConsumerType
public interface QuorumListener {
    /** The count changed. Called on the ring thread, or for the first call on the thread that registers; must return at once. */
    void quorumChanged(QuorumStatus status);
}
