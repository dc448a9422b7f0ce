package org.quorate.clusterfs.replica;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.quorate.clusterfs.tree.DamagedTreeException;
import org.quorate.clusterfs.tree.Entry;
import org.quorate.clusterfs.tree.Tree;
import org.quorate.clusterfs.tree.TreeIndex;
import org.quorate.clusterfs.tree.TreeLoader;

/** Collects entries of the leader's tree until this node's own tree can become the same. */
final class UpdateRound {
    private final Member leader;
    private final TreeIndex index;
    private final Map<Long, Entry> received = new HashMap<>();

    UpdateRound(Member leader, TreeIndex index) {
        this.leader = leader;
        this.index = index;
    }

    Member leader() {
        return leader;
    }

    /** Keeps the entry if it is one of the leader's tree. So the tree of the leader bounds what is kept. */
    boolean add(Entry entry) {
        int at = index.find(entry.inode());
        if (at < 0 || !index.matches(at, entry)) {
            return false;
        }
        received.put(entry.inode(), entry);
        return true;
    }

    /** The leader's tree, or why it cannot be had; nothing is done then. */
    ReplicaEffect.Replaced finish(Tree own) throws DamagedTreeException {
        var rows = new ArrayList<Entry>(index.size());
        for (int i = 0; i < index.size(); i++) {
            long inode = index.inode(i);
            var entry = received.getOrDefault(inode, own.entry(inode));
            if (entry == null || !index.matches(i, entry)) {
                throw new DamagedTreeException("the leader did not send inode " + inode);
            }
            rows.add(entry);
        }
        var tree = TreeLoader.load(rows, own.guests());
        if (!tree.index().equals(index)) {
            throw new DamagedTreeException("the entries do not give the leader's index");
        }
        var put = new ArrayList<Entry>();
        for (var entry : tree.inodes()) {
            if (!index.matches(index.find(entry.inode()), own.entry(entry.inode()))) {
                put.add(entry);
            }
        }
        var removed = new ArrayList<Entry>();
        for (var entry : own.inodes()) {
            if (tree.entry(entry.inode()) == null) {
                removed.add(entry);
            }
        }
        return new ReplicaEffect.Replaced(own, tree, List.copyOf(put), List.copyOf(removed));
    }
}
