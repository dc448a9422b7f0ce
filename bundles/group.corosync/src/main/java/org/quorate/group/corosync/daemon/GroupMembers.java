package org.quorate.group.corosync.daemon;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.quorate.group.GroupMember;
import org.quorate.group.MembershipChange;
import org.quorate.group.MembershipChange.Reason;

/** Lists of {@code struct cpg_address}: node, process, reason, which are unsigned numbers. The order is not said. */
final class GroupMembers {
    static final int ADDRESS_BYTES = 3 * Integer.BYTES;

    private GroupMembers() {}

    static MembershipChange change(MemorySegment members, MemorySegment left, MemorySegment joined) {
        return new MembershipChange(
                entries(members).stream().map(MembershipChange.Change::member).toList(),
                entries(left),
                entries(joined));
    }

    private static List<MembershipChange.Change> entries(MemorySegment list) {
        var entries = new ArrayList<MembershipChange.Change>();
        for (long at = 0; at < list.byteSize(); at += ADDRESS_BYTES) {
            entries.add(new MembershipChange.Change(
                    new GroupMember(list.get(JAVA_INT, at), list.get(JAVA_INT, at + Integer.BYTES)),
                    reason(list.get(JAVA_INT, at + 2L * Integer.BYTES))));
        }
        entries.sort(Comparator.comparing(MembershipChange.Change::member));
        return entries;
    }

    /** Members have none, and none is looked at. */
    private static Reason reason(int code) {
        return Stream.of(Reason.values())
                .filter(reason -> reason.code() == code)
                .findFirst()
                .orElse(Reason.JOIN);
    }
}
