package org.quorate.launcher.bench;

/** Whose figure it is. */
enum Side {
    OURS,
    PEER
}
