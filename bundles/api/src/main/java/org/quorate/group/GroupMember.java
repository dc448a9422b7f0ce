package org.quorate.group;

import java.util.Comparator;

/**
 * A process in a group.
 *
 * @param nodeId its node, unsigned
 * @param pid its process id there, unsigned; several local members of different groups may share it
 */
public record GroupMember(int nodeId, int pid) implements Comparable<GroupMember> {
    private static final Comparator<GroupMember> ORDER = Comparator.<GroupMember>comparingLong(
                    m -> Integer.toUnsignedLong(m.nodeId()))
            .thenComparingLong(m -> Integer.toUnsignedLong(m.pid()));

    @Override
    public int compareTo(GroupMember other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return Integer.toUnsignedString(nodeId) + "/" + Integer.toUnsignedString(pid);
    }
}
