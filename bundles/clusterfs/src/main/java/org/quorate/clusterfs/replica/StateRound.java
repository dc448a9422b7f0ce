package org.quorate.clusterfs.replica;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.quorate.clusterfs.wire.Epoch;

/**
 * Collects the states of all members.
 *
 * <p>Who does not send one must not keep the others waiting for ever. A timer cannot decide that, since it runs out at
 * another place in the order on each member; so the decision is a message: the process that began the round begins it
 * again, {@link #PATIENCE_SECONDS} later by its own clock. From then on the round is complete without those that were
 * silent in the first one. Originals answer the second beginning like any other.
 */
final class StateRound {
    /**
     * How long the states may take. The largest tree has an index of 10 MiB; 32 of them need that long at 10 MiB/s.
     */
    static final int PATIENCE_SECONDS = 30;

    private final List<Member> members;
    private final SortedMap<Member, byte[]> states = new TreeMap<>();
    private final SortedSet<Member> silent = new TreeSet<>();
    private @Nullable Epoch epoch;

    StateRound(List<Member> members) {
        this.members = members;
    }

    void begin(Epoch next) {
        boolean again = epoch != null
                && epoch.isOfSameProcess(next)
                && next.timeSeconds() - epoch.timeSeconds() >= PATIENCE_SECONDS
                && !states.isEmpty();
        if (again) {
            silent.addAll(missing());
        }
        epoch = next;
        states.clear();
    }

    @Nullable
    Epoch epoch() {
        return epoch;
    }

    /** The first state of a member counts. */
    void add(Member member, byte[] index) {
        states.putIfAbsent(member, index);
    }

    boolean isComplete() {
        return silent.containsAll(missing());
    }

    List<Member> missing() {
        return members.stream().filter(member -> !states.containsKey(member)).toList();
    }

    /** Those that the round does not wait for any more. */
    SortedSet<Member> silent() {
        return silent;
    }

    SortedMap<Member, byte[]> states() {
        return states;
    }
}
