package org.quorate.simulator.node;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.quorate.clusterfs.tree.Entry;
import org.quorate.clusterfs.tree.Tree;

/**
 * What survives the process: the ring id, and the rows of the tree. A commit is all or nothing; what survives a loss of
 * power as well is what was there when the disk was last forced.
 */
public final class Disk {
    private long ringSequence;
    private Map<Long, Entry> rows = new HashMap<>();

    /** Rows that were changed and not forced, as they were. */
    private final Map<Long, Optional<Entry>> unforced = new LinkedHashMap<>();

    private boolean full;
    private boolean slow;

    /** An old copy of the store. */
    public record Copy(Map<Long, Entry> rows) {}

    Disk() {
        format();
    }

    /** What was forced together. */
    record Forced(List<Entry> put, List<Entry> removed) {}

    /** An empty store, as a fresh one. */
    public void format() {
        rows = new HashMap<>();
        unforced.clear();
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
        removed.forEach(this::beforeChange);
        removed.forEach(rows::remove);
        put.keySet().forEach(this::beforeChange);
        rows.putAll(put);
        beforeChange(0L);
        rows.put(0L, root);
    }

    private void beforeChange(Long inode) {
        if (!unforced.containsKey(inode)) {
            unforced.put(inode, Optional.ofNullable(rows.get(inode)));
        }
    }

    boolean isForced() {
        return unforced.isEmpty();
    }

    Forced force() {
        var put = new ArrayList<Entry>();
        var removed = new ArrayList<Entry>();
        unforced.forEach((inode, before) -> {
            var row = rows.get(inode);
            if (row != null) {
                put.add(row);
            } else {
                before.ifPresent(removed::add);
            }
        });
        unforced.clear();
        return new Forced(put, removed);
    }

    // ---- faults

    boolean isFull() {
        return full;
    }

    /** Nothing more can be written, or it can again. */
    public void full(boolean now) {
        full = now;
    }

    /** What was not forced is as it was before. */
    public void losePower() {
        unforced.forEach(
                (inode, before) -> before.ifPresentOrElse(row -> rows.put(inode, row), () -> rows.remove(inode)));
        unforced.clear();
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
        unforced.clear();
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
