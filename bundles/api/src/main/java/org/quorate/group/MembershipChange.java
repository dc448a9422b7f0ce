package org.quorate.group;

import java.util.List;

/**
 * A change of a group's membership.
 *
 * @param members all members after the change, ascending
 * @param left those that are gone, with the reason
 * @param joined those that are new, with the reason
 */
public record MembershipChange(List<GroupMember> members, List<Change> left, List<Change> joined) {

    /** One process that came or went. */
    public record Change(GroupMember member, Reason reason) {}

    /** Why a process came or went; the numbers are CPG's. */
    public enum Reason {
        /** The process joined. */
        JOIN(1),
        /** The process left. */
        LEAVE(2),
        /** Its node left the ring. */
        NODE_DOWN(3),
        /** Its node came into the ring. */
        NODE_UP(4),
        /** The process ended without leaving. */
        PROCESS_DOWN(5);

        private final int code;

        Reason(int code) {
            this.code = code;
        }

        /** The number used on the wire and by {@code cpg.h}. */
        public int code() {
            return code;
        }
    }
}
