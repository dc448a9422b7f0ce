package org.quorate.status.wire;

import org.quorate.status.log.LogEntry;

/** What a node tells all others. */
public sealed interface Telling {
    /** A value of the node; empty if it has it no more. */
    record Value(String key, byte[] value) implements Telling {}

    /** Something happened. */
    record Happened(LogEntry entry) implements Telling {}
}
