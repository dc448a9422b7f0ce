package org.quorate.clusterfs.fuse;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.quorate.tree.TreeEntry;

/**
 * The nodes the kernel got by lookups and did not forget yet: what it may have cached. Bounded by the kernel's own memory
 * of them, which it gives up under pressure. Thread safe.
 */
final class KnownNodes {
    /** How often the kernel looked a node up, and the name under which it saw it last. */
    private record Known(Cached.Name name, long lookups) {}

    private final ConcurrentHashMap<Long, Known> nodes = new ConcurrentHashMap<>();

    /** The kernel is about to be told of an entry; counts as one lookup. */
    void told(TreeEntry entry) {
        var first = new Known(new Cached.Name(entry.parent(), entry.name()), 1);
        nodes.merge(entry.inode(), first, (old, one) -> new Known(one.name(), old.lookups() + 1));
    }

    /** The kernel itself gave an entry another name. */
    void moved(TreeEntry entry) {
        var name = new Cached.Name(entry.parent(), entry.name());
        nodes.computeIfPresent(entry.inode(), (inode, old) -> new Known(name, old.lookups()));
    }

    /** The kernel dropped so many lookups. */
    void forget(long inode, long lookups) {
        var known = nodes.get(inode);
        while (known != null) {
            boolean done = known.lookups() <= lookups
                    ? nodes.remove(inode, known)
                    : nodes.replace(inode, known, new Known(known.name(), known.lookups() - lookups));
            known = done ? null : nodes.get(inode);
        }
    }

    /** The root is always known. */
    boolean contains(long inode) {
        return inode == 0 || nodes.containsKey(inode);
    }

    /** All of them, except the root. */
    void forEach(BiConsumer<Long, Cached.Name> consumer) {
        nodes.forEach((inode, known) -> consumer.accept(inode, known.name()));
    }

    int size() {
        return nodes.size();
    }
}
