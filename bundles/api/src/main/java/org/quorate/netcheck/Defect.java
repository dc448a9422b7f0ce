package org.quorate.netcheck;

/** What can be wrong with the network between two nodes. */
public enum Defect {
    /** Nothing is heard of the other node, and its machine does not answer either. */
    SILENT,
    /** The machine answers, but nothing comes to or from the port. */
    PORT_BLOCKED,
    /** The machine says that nobody listens on the port. */
    NOBODY_LISTENS,
    /** This machine does not let the packets out. */
    REFUSED_HERE,
    /** One direction works, the other does not. */
    ONE_WAY,
    /** Another machine answers for the address. */
    DUPLICATE_ADDRESS,
    /** The name means another address than that of the node. */
    WRONG_ADDRESS,
    /** Packets come from another address than they were sent from. */
    TRANSLATED,
    /** Packets are lost at any rate. */
    LOSS,
    /** Packets are lost only if there are many. */
    RATE,
    /** Round trips take too long. */
    LATENCY,
    /** Round trips differ too much. */
    JITTER,
    /** Large packets vanish without a word. */
    MTU,
    /** What is sent to a multicast group does not arrive. */
    MULTICAST_BLOCKED,
    /** It arrives at first, and ends. */
    MULTICAST_DIES,
    /** Packets arrive twice. */
    DUPLICATED,
    /** Packets overtake each other. */
    REORDERED,
    /** An interface is a bond of a kind that is advised against. */
    BOND
}
