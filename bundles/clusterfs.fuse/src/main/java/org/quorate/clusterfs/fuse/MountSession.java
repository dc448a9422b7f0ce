package org.quorate.clusterfs.fuse;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.quorate.clusterfs.fuse.kernel.FuseDevice;
import org.quorate.clusterfs.fuse.kernel.MountException;
import org.quorate.clusterfs.fuse.kernel.MountPoint;
import org.quorate.tree.TreeListener;

/** One mount, from mounting to unmounting, and its threads. */
final class MountSession implements AutoCloseable {
    private static final Logger LOG = System.getLogger(MountSession.class.getName());
    /** How long unmounting waits for changes that are under way, and for threads. */
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(2);

    private final MountPoint point;
    private final FuseDevice device;
    private final Replies replies;
    private final Notifier notifier;
    private final OwnChanges own;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicBoolean over = new AtomicBoolean();

    private MountSession(MountPoint point, FuseDevice device, Trees trees, Settings settings) {
        this.point = point;
        this.device = device;
        var known = new KnownNodes();
        var handles = new Handles();
        var negotiation = new Negotiation();
        this.replies = new Replies(device, settings.interruptGrace());
        this.notifier = new Notifier(device, known, negotiation);
        this.own = new OwnChanges(notifier);
        var requests = new Requests(settings, trees, known, handles, negotiation, replies::interrupt, own);
        for (int i = 1; i <= settings.readers(); i++) {
            threads.add(thread("quorate-mount-" + i, new Reader(device, requests, replies, this::ended)));
        }
        threads.add(thread("quorate-mount-notify", notifier));
    }

    /** Mounts, and serves from then on. */
    static MountSession open(Path folder, Trees trees, Settings settings) throws MountException {
        var device = FuseDevice.open();
        try {
            var point = MountPoint.prepare(folder);
            point.mount(device, Negotiation.MAX_TRANSFER_BYTES);
            var session = new MountSession(point, device, trees, settings);
            session.threads.forEach(Thread::start);
            LOG.log(Level.INFO, "mounted the tree at {0}", point.path());
            return session;
        } catch (MountException failure) {
            device.close();
            throw failure;
        }
    }

    private static Thread thread(String name, Runnable task) {
        return Thread.ofPlatform().name(name).daemon().unstarted(task);
    }

    /** Where changes of the tree are to be told. */
    TreeListener listener() {
        return own;
    }

    private void ended(int errno) {
        if (over.compareAndSet(false, true)) {
            LOG.log(
                    Level.WARNING,
                    "the mount at {0} was taken away (errno {1}); restart the bundle to mount it again",
                    point.path(),
                    errno);
        }
    }

    /**
     * Unmounts and ends all threads. While files are open, it waits a moment for changes that are under way; then their
     * callers get errors, and so does who goes on using the files.
     */
    @Override
    public void close() {
        try {
            if (over.getAndSet(true)) {
                point.detachRemains();
            } else {
                unmount();
            }
            notifier.stop();
            for (var thread : threads) {
                thread.join(CLOSE_WAIT);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            device.close();
        }
    }

    private void unmount() throws InterruptedException {
        if (!point.unmount()) {
            LOG.log(Level.WARNING, "mount {0} is in use; unmounting by force", point.path());
            try {
                replies.awaitAll(CLOSE_WAIT);
            } finally {
                point.unmountByForce();
            }
        }
        LOG.log(Level.INFO, "unmounted {0}", point.path());
    }
}
