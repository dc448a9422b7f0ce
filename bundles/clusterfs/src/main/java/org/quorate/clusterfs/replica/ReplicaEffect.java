package org.quorate.clusterfs.replica;

import java.util.List;
import org.quorate.clusterfs.tree.Applied;
import org.quorate.clusterfs.tree.Entry;
import org.quorate.clusterfs.tree.Errno;
import org.quorate.clusterfs.tree.Tree;
import org.quorate.clusterfs.wire.Frame;
import org.quorate.clusterfs.wire.Operation;

/** Everything a replica asks of its host. A batch is carried out in order. */
public sealed interface ReplicaEffect {
    /** Send to the group, after all that was asked to be sent before. */
    record Send(Frame frame) implements ReplicaEffect {}

    /** Send as a change of this node, with the next count. */
    record Submit(Operation operation) implements ReplicaEffect {}

    /**
     * A change was made or refused, on all members alike.
     *
     * @param own whether this process asked for it, with that count
     */
    record Made(boolean own, long count, Applied applied) implements ReplicaEffect {}

    /** A change of this process was delivered and not made. */
    record Dropped(long count, Errno error) implements ReplicaEffect {}

    /**
     * The tree became that of the leader, in one step.
     *
     * @param put entries that are new or other than before, without the root
     * @param removed entries that are gone, as they were
     */
    record Replaced(Tree before, Tree after, List<Entry> put, List<Entry> removed) implements ReplicaEffect {}

    /** Call back after a delay, in place of what was armed with this timer before. */
    record Arm(ReplicaTimer timer, long token, long delayNanos) implements ReplicaEffect {}

    /** Another mode; changes of this node may be sent in mode {@link Mode#SYNCED} only. */
    record Moved(Mode from, Mode to, String why) implements ReplicaEffect {}

    /** Leave the group; come back after a while unless it is for good. */
    record Leave(String why, boolean forGood) implements ReplicaEffect {}

    /** Something that an operator may want to know. */
    record Report(String text) implements ReplicaEffect {}
}
