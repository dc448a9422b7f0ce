package org.quorate.spi.store;

/** What a committed change survives. */
public enum Durability {
    /** The end of the process, however it comes. The disk need not have it yet. */
    PROCESS,

    /** A loss of power as well, unless the store is configured for less. */
    POWER
}
