package org.quorate.status.exchange;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;

/** Everything that can happen to an exchange. */
public sealed interface StatusEvent {
    /** This process asks to join the group, for the first time or again. */
    record Joining(Member self) implements StatusEvent {}

    /** The group has other members now: all of them, and those of them that are new. */
    record MembershipChanged(List<Member> members, List<Member> joined) implements StatusEvent {}

    /** A message, possibly our own. Its memory is only used during the call. */
    record Delivered(Member sender, ByteBuffer message) implements StatusEvent {}

    /** The process is out of the group. */
    record Expelled(String why) implements StatusEvent {}

    /** The configuration has these nodes. Values of others are of no interest. */
    record Configured(Set<Integer> nodeIds) implements StatusEvent {}

    /** A value of this node, empty if it has it no more. */
    record Published(String key, byte[] value) implements StatusEvent {}

    /** Something happened on this node. */
    record Written(int priority, String node, String user, String tag, int pid, String message)
            implements StatusEvent {}

    /** A timer ran out. */
    record TimerExpired(long token) implements StatusEvent {}
}
