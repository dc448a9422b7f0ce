package org.quorate.status.log;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The entries of all nodes in one order, as many of the newest as a ring has room for. All nodes that have the same
 * entries have them in the same order. Confined to one thread at a time.
 */
public final class MergedLog {
    private static final Comparator<LogEntry> ORDER = Comparator.<LogEntry>comparingLong(
                    entry -> Integer.toUnsignedLong(entry.timeSeconds()))
            .thenComparing(LogEntry::nodeDigest, Long::compareUnsigned)
            .thenComparing(LogEntry::uid, Integer::compareUnsigned);

    /** By time and uid alone: of one node. */
    private static final Comparator<LogEntry> AGE = Comparator.<LogEntry>comparingLong(
                    entry -> Integer.toUnsignedLong(entry.timeSeconds()))
            .thenComparing(LogEntry::uid, Integer::compareUnsigned);

    /** A name for each node that ever wrote; hostile ones could be without number. */
    private static final int MAX_NODES = 1024;

    private final TreeSet<LogEntry> entries = new TreeSet<>(ORDER);
    private final Map<Long, LogEntry> newestOfNode = new HashMap<>();
    private int bytes;

    /** No entries. */
    public MergedLog() {}

    /** Adds an entry that was sent. Answers false if it is not newer than what its node wrote before. */
    public boolean add(LogEntry entry) {
        var known = newestOfNode.get(entry.nodeDigest());
        if (known != null && AGE.compare(entry, known) <= 0) {
            return false;
        }
        insert(entry);
        newestOfNode.put(entry.nodeDigest(), entry);
        if (newestOfNode.size() > MAX_NODES) {
            rememberNewest();
        }
        return true;
    }

    /** The time of an entry that a node writes now: never before what it wrote last, or the others would pass it over. */
    public int timeOfNext(String node, int uid, int nowSeconds) {
        var known = newestOfNode.get(LogEntry.digest(node));
        if (known == null) {
            return nowSeconds;
        }
        int least = Integer.compareUnsigned(uid, known.uid()) > 0 ? known.timeSeconds() : known.timeSeconds() + 1;
        return Integer.compareUnsigned(nowSeconds, least) < 0 ? least : nowSeconds;
    }

    /** Takes the entries of other logs, too, whatever their age. */
    public void merge(Collection<List<LogEntry>> logs) {
        logs.forEach(log -> log.forEach(this::insert));
        rememberNewest();
    }

    private void insert(LogEntry entry) {
        if (!entries.add(entry)) {
            return;
        }
        bytes += LogRing.room(entry);
        while (bytes > LogRing.CAPACITY_BYTES) {
            bytes -= LogRing.room(entries.removeFirst());
        }
    }

    private void rememberNewest() {
        newestOfNode.clear();
        entries.forEach(entry -> newestOfNode.merge(
                entry.nodeDigest(), entry, (one, other) -> AGE.compare(one, other) < 0 ? other : one));
    }

    /** The newest first. */
    public Collection<LogEntry> newestFirst() {
        return entries.descendingSet();
    }

    /** All of it, as it is sent. */
    public ByteBuffer ring() {
        return ByteBuffer.wrap(LogRing.encode(entries));
    }
}
