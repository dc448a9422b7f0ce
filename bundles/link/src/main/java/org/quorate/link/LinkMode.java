package org.quorate.link;

/** {@code totem.link_mode}: which of several links to a node are used. */
public enum LinkMode {
    /** The best one; what is small and important goes over a second one, too. */
    PASSIVE,
    /** All of them. */
    ACTIVE,
    /** One after the other, packet by packet. */
    RR
}
