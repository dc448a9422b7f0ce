package org.quorate.ring;

/** The four phases of a ring. */
public enum RingPhase {
    /** The token rotates and messages are ordered. */
    OPERATIONAL,
    /** Nodes exchange joins to agree on the next membership. */
    GATHER,
    /** The commit token goes round the nodes that agreed. */
    COMMIT,
    /** Messages of the old ring are exchanged among its survivors. */
    RECOVERY
}
