package org.quorate.status.exchange;

import java.util.Comparator;

/**
 * A process in the group.
 *
 * @param nodeId unsigned
 * @param pid unsigned
 */
public record Member(int nodeId, int pid) implements Comparable<Member> {
    private static final Comparator<Member> ORDER = Comparator.<Member>comparingLong(
                    member -> Integer.toUnsignedLong(member.nodeId))
            .thenComparingLong(member -> Integer.toUnsignedLong(member.pid));

    @Override
    public int compareTo(Member other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return "node " + Integer.toUnsignedString(nodeId);
    }
}
