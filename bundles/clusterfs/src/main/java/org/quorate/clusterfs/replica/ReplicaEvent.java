package org.quorate.clusterfs.replica;

import java.nio.ByteBuffer;
import java.util.List;

/** Everything that can happen to a replica. */
public sealed interface ReplicaEvent {
    /** This process asks to join the group, for the first time or again. */
    record Joining(Member self) implements ReplicaEvent {}

    /** The group has other members now: all of them, and those of them that are new. */
    record MembershipChanged(List<Member> members, List<Member> joined) implements ReplicaEvent {}

    /** A message, possibly our own. Its memory is only used during the call. */
    record Delivered(Member sender, ByteBuffer message) implements ReplicaEvent {}

    /** The process is out of the group without having asked for it. */
    record Expelled(String why) implements ReplicaEvent {}

    /** Quorum came or went. */
    record QuorumChanged(boolean quorate) implements ReplicaEvent {}

    /** A timer ran out. */
    record TimerExpired(ReplicaTimer timer, long token) implements ReplicaEvent {}
}
