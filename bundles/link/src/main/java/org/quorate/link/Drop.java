package org.quorate.link;

/** Why something that was received was not handed on. */
public enum Drop {
    /** From an address that no node has on this link. */
    UNLISTED,
    /** From the address of another node than the packet says. */
    FORGED,
    /** Empty or longer than a packet can be; a frame that is too long. */
    OVERSIZED,
    /** Not of who has the key. */
    UNAUTHENTICATED,
    /** Lengths, numbers or types make no sense. */
    MALFORMED,
    /** Of another version of the protocol. */
    WRONG_VERSION,
    /** Our own packet came back, or another node has our id. */
    REFLECTED,
    /** Of a node that is not configured. */
    UNKNOWN_NODE,
    /** For a link that is not configured, or another than it came by. */
    UNKNOWN_LINK,
    /** An answer to something that was not asked, or asked too long ago, or was answered. */
    UNASKED,
    /** Data of a node that has not answered us yet. */
    UNREACHABLE,
    /** It was there already, by another link or at another time. */
    DUPLICATE,
    /** Recorded once: of a process that does not run any more, or has not proved yet that it does; or too old. */
    REPLAYED,
    /** Compressed in a way that nothing here can read. */
    UNKNOWN_COMPRESSION,
    /** A frame for another node. */
    FOREIGN_TARGET
}
