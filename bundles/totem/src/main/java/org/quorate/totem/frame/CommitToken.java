package org.quorate.totem.frame;

import java.util.Collections;
import java.util.List;

/**
 * Goes round those who agreed on a membership: once to be filled in, once to tell everybody.
 *
 * @param tokenSeq grows by one before each hop
 * @param ring the new ring
 * @param filled how many entries are filled in
 * @param members of the new ring, ascending, which is the order of the ring
 * @param entries one for each member, {@link Entry#EMPTY} until filled in
 */
public record CommitToken(int sender, int tokenSeq, RingId ring, int filled, List<Integer> members, List<Entry> entries)
        implements Frame {

    /** As the lowest member makes it. */
    public static CommitToken first(int sender, RingId ring, List<Integer> members) {
        return new CommitToken(sender, 0, ring, 0, members, Collections.nCopies(members.size(), Entry.EMPTY));
    }

    /**
     * Where a member stands in the ring it comes from.
     *
     * @param oldRing that ring
     * @param aru it has all packets up to this
     * @param delivered it has delivered all up to this
     * @param complete it misses nothing that a survivor of its old ring has
     */
    public record Entry(RingId oldRing, int aru, int delivered, boolean complete) {
        /** Not filled in. */
        public static final Entry EMPTY = new Entry(RingId.NONE, 0, 0, false);
    }
}
