package org.quorate.group;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/** Receives what happens in a group, in ring order, on the delivery thread of the joined process. */
@ConsumerType
public interface GroupListener {
    /**
     * A message, possibly our own.
     *
     * @param message little endian, read-only, valid only during the call
     */
    void delivered(GroupMember sender, ByteBuffer message);

    /** The group has other members now. The first call is the one that contains ourselves. */
    void membershipChanged(MembershipChange change);

    /** The process is out of the group without having asked for it: the provider is going, or the listener was too slow. */
    void expelled(String reason);
}
