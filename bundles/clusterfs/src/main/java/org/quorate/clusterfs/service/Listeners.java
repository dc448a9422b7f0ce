package org.quorate.clusterfs.service;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.quorate.clusterfs.tree.Applied;
import org.quorate.clusterfs.tree.Entry;
import org.quorate.tree.TreeListener;

/** Tells the listeners what a change changed. One that fails does not keep the others from hearing. */
final class Listeners {
    private static final System.Logger LOG = System.getLogger(Listeners.class.getName());

    private final List<TreeListener> list = new CopyOnWriteArrayList<>();

    void add(TreeListener listener) {
        list.add(listener);
    }

    void remove(TreeListener listener) {
        list.remove(listener);
    }

    void applied(Applied applied) {
        if (list.isEmpty() || applied.error() != null) {
            return;
        }
        for (var entry : applied.removed()) {
            nameChanged(entry);
            changed(entry);
        }
        for (var entry : applied.put()) {
            var before = applied.before().entry(entry.inode());
            boolean moved = before == null
                    || before.parent() != entry.parent()
                    || !before.name().equals(entry.name());
            if (moved && before != null) {
                nameChanged(before);
            }
            if (moved) {
                nameChanged(entry);
            }
            changed(entry);
        }
    }

    private void changed(Entry entry) {
        tell(listener -> listener.changed(entry.inode()));
    }

    private void nameChanged(Entry entry) {
        tell(listener -> listener.nameChanged(entry.parent(), entry.name()));
    }

    void allChanged() {
        tell(TreeListener::allChanged);
    }

    private void tell(Consumer<TreeListener> what) {
        for (var listener : list) {
            try {
                what.accept(listener);
            } catch (RuntimeException e) {
                LOG.log(
                        Level.WARNING,
                        "tree listener {0} failed: {1}",
                        listener.getClass().getName(),
                        e.toString());
            }
        }
    }
}
