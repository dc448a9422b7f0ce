package org.quorate.totem;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import org.quorate.totem.frame.CommitToken;
import org.quorate.totem.frame.RingId;

/** What a node brings from the ring it leaves into the next one, and who comes with it (paper, section 6). */
final class OldRing {
    private final SortedSet<Integer> deliverable = new TreeSet<>(Integer::compareUnsigned);
    private RingId id = RingId.NONE;
    private List<Integer> survivors = List.of();
    private boolean kept;
    private int aru;
    private int high;
    private boolean complete = true;

    RingId id() {
        return id;
    }

    int aru() {
        return aru;
    }

    int high() {
        return high;
    }

    /** Who comes from it into the new ring, ascending. */
    List<Integer> survivors() {
        return survivors;
    }

    /** Whose packets are delivered behind a hole, too: what they have sent is known to be whole. */
    Collection<Integer> deliverable() {
        return Collections.unmodifiableSet(deliverable);
    }

    /** Whether it is remembered, since another was agreed on: what comes for it now comes too late. */
    boolean isKept() {
        return kept;
    }

    /** Another ring was agreed on. If that comes to nothing and a third one follows, this is still the old one. */
    void keep(RingId ring, int ringAru, int ringHigh) {
        if (!kept) {
            id = ring;
            aru = ringAru;
            high = ringHigh;
            kept = true;
        }
    }

    /**
     * The entries of a commit token with that of this node.
     *
     * @param own its place
     * @param whole whether it has all packets that it knows of
     */
    List<CommitToken.Entry> fillIn(List<CommitToken.Entry> entries, int own, int delivered, boolean whole) {
        var filled = new ArrayList<>(entries);
        filled.set(own, new CommitToken.Entry(id, aru, delivered, whole));
        complete = markIncomplete(filled, own);
        return List.copyOf(filled);
    }

    /** Who has less than the best of its old ring is not complete. Answers whether the own entry is. */
    private static boolean markIncomplete(List<CommitToken.Entry> entries, int own) {
        var mine = entries.get(own);
        int best = mine.aru();
        for (int i = 0; i < own; i++) {
            if (entries.get(i).oldRing().equals(mine.oldRing())) {
                best = Sequences.highest(best, entries.get(i).aru());
            }
        }
        for (int i = 0; i <= own; i++) {
            var entry = entries.get(i);
            if (entry.oldRing().equals(mine.oldRing()) && Sequences.less(entry.aru(), best)) {
                entries.set(i, new CommitToken.Entry(entry.oldRing(), entry.aru(), entry.delivered(), false));
            }
        }
        return entries.get(own).complete();
    }

    /**
     * All entries are filled in: who comes along is known.
     *
     * @param members of this ring
     * @return if somebody lacks packets, the number behind which they are exchanged
     */
    OptionalInt meet(CommitToken token, List<Integer> members) {
        deliverable.clear();
        var together = new ArrayList<Integer>();
        boolean allComplete = true;
        int low = high;
        for (int i = 0; i < token.members().size(); i++) {
            var entry = token.entries().get(i);
            if (entry.oldRing().equals(id) && members.contains(token.members().get(i))) {
                together.add(token.members().get(i));
                allComplete &= entry.complete();
                low = Sequences.lowest(low, entry.aru());
            }
        }
        survivors = List.copyOf(together);
        if (allComplete) {
            return OptionalInt.empty();
        }
        deliverable.addAll(survivors);
        return OptionalInt.of(low);
    }

    /** All that is exchanged is here. */
    void received() {
        if (!complete) {
            complete = true;
            deliverable.addAll(survivors);
        }
    }

    /** The new ring is there. */
    void leave(RingId next) {
        id = next;
        kept = false;
        complete = true;
    }
}
