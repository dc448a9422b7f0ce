package org.quorate.clusterfs.wire;

import org.quorate.clusterfs.tree.Change;

/** What a member asks of all members. */
public sealed interface Operation {
    /** Make this change. */
    record Make(Change change) implements Operation {}

    /** If this lock is still the one with the checksum and has expired, whoever is responsible is to remove it. */
    record RequestUnlock(byte[] checksum, String path) implements Operation {}
}
