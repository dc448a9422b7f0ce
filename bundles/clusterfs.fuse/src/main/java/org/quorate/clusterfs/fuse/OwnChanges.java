package org.quorate.clusterfs.fuse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.quorate.tree.TreeListener;

/**
 * Keeps back the events of changes that were made through this mount: the kernel brings its caches up to date itself
 * when such a change is answered, and telling it once more costs as much as the change.
 *
 * <p>While a change is under way, one event for each thing it touches is taken for its own. A change of another node to
 * the same thing in that time gives one more event, which is told, and by then both are made; or ours is refused, and then
 * the event that was kept back is told after all. Thread safe.
 */
final class OwnChanges implements TreeListener {
    /** How many changes touch a thing, and how many of their events did not come yet. */
    private static final class UnderWay {
        int changes;
        int expected;
    }

    private final Map<Cached, UnderWay> touched = new HashMap<>();
    private final TreeListener kernel;

    OwnChanges(TreeListener kernel) {
        this.kernel = kernel;
    }

    /** Makes a change that touches these things. What depends on the result runs when its events are not expected any more. */
    CompletableFuture<Long> during(Supplier<CompletableFuture<Long>> change, Cached... things) {
        begin(things);
        try {
            return change.get().whenComplete((version, failure) -> end(failure == null, things));
        } catch (RuntimeException | Error failure) {
            end(false, things);
            throw failure;
        }
    }

    private synchronized void begin(Cached... things) {
        for (var thing : things) {
            var underWay = touched.computeIfAbsent(thing, first -> new UnderWay());
            underWay.changes++;
            underWay.expected++;
        }
    }

    private void end(boolean made, Cached... things) {
        for (var thing : takeForeign(made, things)) {
            tell(thing);
        }
    }

    /** Ends the change and answers the things of which an event was taken for ours that was somebody else's. */
    private synchronized List<Cached> takeForeign(boolean made, Cached... things) {
        var foreign = new ArrayList<Cached>(0);
        for (var thing : things) {
            var underWay = touched.get(thing);
            if (underWay == null) {
                continue;
            }
            underWay.changes--;
            if (!made && underWay.expected == 0) {
                foreign.add(thing);
            } else if (!made || underWay.expected > underWay.changes) {
                underWay.expected--;
            }
            if (underWay.changes == 0) {
                touched.remove(thing);
            }
        }
        return foreign;
    }

    private synchronized boolean isOwn(Cached thing) {
        var underWay = touched.get(thing);
        if (underWay == null || underWay.expected == 0) {
            return false;
        }
        underWay.expected--;
        return true;
    }

    private void tell(Cached thing) {
        switch (thing) {
            case Cached.Node(long inode) -> kernel.changed(inode);
            case Cached.Name(long parent, String name) -> kernel.nameChanged(parent, name);
        }
    }

    @Override
    public void changed(long inode) {
        if (!isOwn(new Cached.Node(inode))) {
            kernel.changed(inode);
        }
    }

    @Override
    public void nameChanged(long parentInode, String name) {
        if (!isOwn(new Cached.Name(parentInode, name))) {
            kernel.nameChanged(parentInode, name);
        }
    }

    @Override
    public void allChanged() {
        kernel.allChanged();
    }
}
