package org.quorate.simulator.node;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.quorate.clusterfs.tree.Entry;
import org.quorate.clusterfs.tree.Tree;

/** What survives the process: the ring id, and the rows of the tree. A commit is all or nothing. */
public final class Disk {
    private long ringSequence;
    private Map<Long, Entry> rows = new HashMap<>();
    private boolean full;
    private boolean slow;

    /** An old copy of the store. */
    public record Copy(Map<Long, Entry> rows) {}

    Disk() {
        format();
    }

    /** An empty store, as a fresh one. */
    public void format() {
        rows = new HashMap<>();
        rows.put(0L, Tree.empty().root());
    }

    long ringSequence() {
        return ringSequence;
    }

    void persist(long sequence) {
        ringSequence = sequence;
    }

    /** The rows, in no order. */
    public Collection<Entry> rows() {
        return List.copyOf(rows.values());
    }

    void commit(Map<Long, Entry> put, Collection<Long> removed, Entry root) {
        removed.forEach(rows::remove);
        rows.putAll(put);
        rows.put(0L, root);
    }

    // ---- faults

    boolean isFull() {
        return full;
    }

    /** Nothing more can be written, or it can again. */
    public void full(boolean now) {
        full = now;
    }

    boolean isSlow() {
        return slow;
    }

    /** Writing takes seconds, or not. */
    public void slow(boolean now) {
        slow = now;
    }

    /** A copy of the store as it is. */
    public Copy copy() {
        return new Copy(new HashMap<>(rows));
    }

    /**
     * The copy in place of what there is. The ring's number stays: a ring id that comes twice is beyond what the
     * protocol can tell, and its file is not what anybody restores.
     */
    public void restore(Copy copy) {
        rows = new HashMap<>(copy.rows());
    }

    /** Loses a row that others need: that of a directory, or the one that carries the version. */
    public void damage(int way) {
        var children = new ArrayList<Entry>();
        for (var row : rows.values()) {
            if (row.parent() != 0) {
                children.add(row);
            }
        }
        if (way == 0 || children.isEmpty()) {
            rows.remove(0L);
        } else {
            rows.remove(children.get(Math.floorMod(way, children.size())).parent());
        }
    }
}
