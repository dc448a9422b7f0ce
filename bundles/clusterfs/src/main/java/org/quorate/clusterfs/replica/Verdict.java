package org.quorate.clusterfs.replica;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.quorate.clusterfs.tree.MalformedException;
import org.quorate.clusterfs.tree.TreeIndex;

/**
 * Whose tree counts: the one with the highest version, then with the youngest root, then of the first member. The
 * others take it over as a whole; nothing is merged.
 *
 * @param leader who has it
 * @param index of the leader's tree
 * @param synced members that have the same tree, the leader included
 * @param lacking inodes of the leader's tree that some member lacks or has otherwise, ascending
 * @param unreadable members whose state is damaged; for the others they have nothing
 */
record Verdict(Member leader, TreeIndex index, Set<Member> synced, List<Long> lacking, List<Member> unreadable) {

    /** Of the states of members, at least one of which must be readable. */
    static Verdict of(SortedMap<Member, byte[]> states) throws MalformedException {
        var synced = new HashSet<Member>();
        var others = new LinkedHashSet<TreeIndex>();
        var unreadable = new ArrayList<Member>();
        Member leader = null;
        TreeIndex best = null;
        for (var state : states.entrySet()) {
            TreeIndex index;
            try {
                index = TreeIndex.parse(state.getValue());
            } catch (MalformedException e) {
                unreadable.add(state.getKey());
                continue;
            }
            if (index.equals(best)) {
                synced.add(state.getKey());
            } else if (best == null || isAhead(index, best)) {
                if (best != null) {
                    others.add(best);
                }
                leader = state.getKey();
                best = index;
                synced.clear();
                synced.add(leader);
            } else {
                others.add(index);
            }
        }
        if (leader == null || best == null) {
            throw new MalformedException("no member has a readable state");
        }
        return new Verdict(leader, best, synced, lacking(best, others, !unreadable.isEmpty()), unreadable);
    }

    private static boolean isAhead(TreeIndex index, TreeIndex best) {
        return index.version() != best.version()
                ? index.version() > best.version()
                : Integer.compareUnsigned(index.rootMtimeSeconds(), best.rootMtimeSeconds()) > 0;
    }

    private static List<Long> lacking(TreeIndex index, Set<TreeIndex> others, boolean all) {
        var lacking = new ArrayList<Long>();
        for (int i = 0; i < index.size(); i++) {
            int at = i;
            if (all || others.stream().anyMatch(other -> !index.isKnownTo(other, at))) {
                lacking.add(index.inode(at));
            }
        }
        return lacking;
    }
}
