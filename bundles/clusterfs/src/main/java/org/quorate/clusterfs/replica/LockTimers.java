package org.quorate.clusterfs.replica;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.quorate.clusterfs.tree.Entry;
import org.quorate.clusterfs.tree.Paths;
import org.quorate.clusterfs.tree.Tree;

/**
 * Since when this node knows each lock as it is. A lock's age is never taken from its time in the tree, which is
 * another node's clock. A lock that a synchronisation leaves as it is keeps its age.
 */
final class LockTimers {
    /** How long a lock holds that is not refreshed. */
    private static final long LIFE_NANOS = 120_000_000_000L;

    private record Since(long version, long nanos) {}

    private final Map<Long, Since> byInode = new HashMap<>();

    LockTimers(Tree tree, long nowNanos) {
        rebuild(tree, nowNanos);
    }

    void rebuild(Tree tree, long nowNanos) {
        var locks = tree.find("priv/lock");
        var entries = locks == null ? List.<Entry>of() : tree.children(locks.inode());
        byInode.keySet().retainAll(entries.stream().map(Entry::inode).toList());
        entries.forEach(entry -> changed(entry, nowNanos));
    }

    void changed(Entry entry, long nowNanos) {
        var known = byInode.get(entry.inode());
        if (Paths.isLock(entry.path()) && (known == null || known.version() != entry.version())) {
            byInode.put(entry.inode(), new Since(entry.version(), nowNanos));
        }
    }

    void removed(Entry entry) {
        byInode.remove(entry.inode());
    }

    boolean isExpired(Entry lock, long nowNanos) {
        return byInode.containsKey(lock.inode()) && isExpired(ageNanos(lock, nowNanos));
    }

    static boolean isExpired(long ageNanos) {
        return ageNanos > LIFE_NANOS;
    }

    /** 0 for what is no lock. */
    long ageNanos(Entry lock, long nowNanos) {
        var since = byInode.get(lock.inode());
        return since == null ? 0 : nowNanos - since.nanos();
    }
}
