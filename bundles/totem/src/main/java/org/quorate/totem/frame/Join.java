package org.quorate.totem.frame;

import java.util.List;

/**
 * What a node believes of the next membership. With sender 0 it is a leave: the last of the failed is the one who goes.
 *
 * @param originator the node that believes it
 * @param candidates all it knows of, the failed included
 * @param failed those it has given up
 * @param ringSequence the highest it has seen
 * @param isMarked whether it is of a Quorate node
 */
public record Join(
        int sender, int originator, List<Integer> candidates, List<Integer> failed, long ringSequence, boolean isMarked)
        implements Frame {
    /** The sender of a leave. */
    public static final int LEAVE = 0;

    /** As a Quorate node says it. */
    public Join(int sender, int originator, List<Integer> candidates, List<Integer> failed, long ringSequence) {
        this(sender, originator, candidates, failed, ringSequence, true);
    }

    /** Whether it says goodbye. */
    public boolean isLeave() {
        return sender == LEAVE;
    }
}
