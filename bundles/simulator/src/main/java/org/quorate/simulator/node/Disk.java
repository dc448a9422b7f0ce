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

    /** An old copy. */
    public record Copy(long ringSequence, Map<Long, Entry> rows) {}

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

    /** A copy of all there is. */
    public Copy copy() {
        return new Copy(ringSequence, new HashMap<>(rows));
    }

    /** The copy in place of what there is. */
    public void restore(Copy copy) {
        ringSequence = copy.ringSequence();
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
