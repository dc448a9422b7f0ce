package org.quorate.clusterfs.fuse;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.quorate.clusterfs.fuse.kernel.FuseDevice;
import org.quorate.clusterfs.fuse.kernel.NativeBuffer;
import org.quorate.clusterfs.fuse.protocol.Notice;
import org.quorate.tree.TreeListener;

/**
 * Tells the kernel what changed. Events are collected on any thread; a thread of its own hands them over, because the
 * kernel may let it wait for a directory in which a change is under way.
 */
final class Notifier implements TreeListener, Runnable {
    /** Beyond that, telling everything is cheaper than telling each. */
    private static final int MAX_PENDING = 4096;

    private final FuseDevice device;
    private final KnownNodes known;
    private final Negotiation negotiation;
    private Set<Cached> pending = new LinkedHashSet<>();
    private boolean all;
    private boolean stopped;

    Notifier(FuseDevice device, KnownNodes known, Negotiation negotiation) {
        this.device = device;
        this.known = known;
        this.negotiation = negotiation;
    }

    /** The root changes with each change of the tree, but only its time: that the kernel learns within a second. */
    @Override
    public void changed(long inode) {
        if (inode != 0 && known.contains(inode)) {
            collect(new Cached.Node(inode));
        }
    }

    @Override
    public void nameChanged(long parentInode, String name) {
        if (known.contains(parentInode)) {
            collect(new Cached.Name(parentInode, name));
        }
    }

    @Override
    public synchronized void allChanged() {
        all = true;
        notifyAll();
    }

    private synchronized void collect(Cached thing) {
        pending.add(thing);
        all |= pending.size() > MAX_PENDING;
        notifyAll();
    }

    synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    @Override
    public void run() {
        try (var arena = Arena.ofConfined()) {
            var buffer = new NativeBuffer(arena, Notice.MAX_BYTES);
            for (var batch = next(); batch != null; batch = next()) {
                batch.forEach(thing -> tell(thing, buffer));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is to be told next; nothing more when stopped. */
    private synchronized @Nullable Iterable<Cached> next() throws InterruptedException {
        while (pending.isEmpty() && !all && !stopped) {
            wait();
        }
        Collection<Cached> batch = all ? everything() : pending;
        pending = new LinkedHashSet<>();
        all = false;
        return stopped ? null : batch;
    }

    private Collection<Cached> everything() {
        var everything = new ArrayList<Cached>();
        everything.add(new Cached.Node(0));
        known.forEach((inode, name) -> {
            everything.add(name);
            everything.add(new Cached.Node(inode));
        });
        return everything;
    }

    /** An error means that the kernel had nothing to forget. */
    private void tell(Cached thing, NativeBuffer buffer) {
        var notice = switch (thing) {
            case Cached.Node(long inode) -> new Notice.NodeChanged(NodeView.node(inode));
            case Cached.Name(long parent, String name) ->
                new Notice.NameChanged(NodeView.node(parent), name, negotiation.expireOnly());
        };
        int length = Notice.encode(notice, buffer.bytes());
        if (length > 0) {
            device.write(buffer, length);
        }
    }
}
