package org.quorate.group.corosync.daemon;

import java.nio.ByteBuffer;
import org.quorate.group.GroupMember;
import org.quorate.group.MembershipChange;

/** What happens in a group, in its order. */
public interface GroupEvents {
    /** A message; the buffer is the receiver's. */
    void delivered(GroupMember sender, ByteBuffer message);

    /** Other members. */
    void changed(MembershipChange change);
}
