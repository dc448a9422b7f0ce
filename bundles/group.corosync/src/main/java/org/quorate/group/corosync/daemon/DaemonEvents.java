package org.quorate.group.corosync.daemon;

import java.util.List;
import org.quorate.ring.RingId;

/** What a daemon tells of the cluster. */
public interface DaemonEvents {
    /**
     * There is another ring.
     *
     * @param members ascending as unsigned numbers
     * @param quorate whether the partition may act
     */
    void ringChanged(RingId ring, List<Integer> members, boolean quorate);

    /** Votes, or what is expected, are not what they were. */
    void votesChanged();
}
