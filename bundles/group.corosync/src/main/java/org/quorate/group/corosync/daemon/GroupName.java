package org.quorate.group.corosync.daemon;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** {@code struct cpg_name}: a length, then 128 characters, of which those count; a NUL is one like others. */
final class GroupName {
    static final int MAX_BYTES = 128;

    private GroupName() {}

    static MemorySegment of(byte[] name, Arena arena) {
        var segment = arena.allocate(Integer.BYTES + MAX_BYTES, Integer.BYTES);
        segment.set(JAVA_INT, 0, name.length);
        MemorySegment.copy(name, 0, segment, JAVA_BYTE, Integer.BYTES, name.length);
        return segment;
    }
}
