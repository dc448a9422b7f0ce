package org.quorate.clusterfs.service;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.quorate.clusterfs.tree.Entry;
import org.quorate.clusterfs.tree.Errno;
import org.quorate.spi.store.Durability;
import org.quorate.spi.store.StoreChange;
import org.quorate.spi.store.StoreException;
import org.quorate.spi.store.TreeStore;

/**
 * The store thread: commits all that waits in one transaction, then answers who waited for it. While it commits, the
 * next batch collects. Of an entry that changed several times in a batch only the last state is written.
 *
 * <p>Who waits for a change hears of it when it is forced to the disk, except of an empty file that was made: that is
 * only committed, and forced a moment later or with its first content. A change that nobody here waits for was made
 * elsewhere, where it is on disk before it is acknowledged. It waits a few milliseconds for others, then it is committed,
 * and forced a moment later, so that a busy cluster forces one disk a change, not all. A commit has all that came before
 * it: the node with the highest version has everything that was acknowledged.
 *
 * <p>After a failure nothing is written any more: the store may lack what came before.
 */
final class StoreWriter {
    /** Most bytes that wait for the store; beyond it the delivery thread waits, and so the group. */
    private static final long MAX_WAITING_BYTES = 64L << 20;

    /** How long changes of others may wait in memory, and how many bytes of them. */
    private static final long MAX_IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private static final long MAX_IDLE_BYTES = 1 << 20;

    /** How long a commit may be unforced. */
    private static final long MAX_UNFORCED_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final TreeStore store;
    private final Consumer<String> failed;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition room = lock.newCondition();
    private Batch waiting = new Batch();
    private boolean closing;
    private boolean broken;

    // ---- of the thread

    private @Nullable Entry unforced;
    private long unforcedSince;

    private static final class Batch {
        final Map<Long, Optional<Entry>> rows = new LinkedHashMap<>();
        final List<Request> requests = new ArrayList<>();

        @Nullable
        Entry root;

        long bytes;
        boolean forced;

        boolean isEmpty() {
            return root == null && requests.isEmpty();
        }

        boolean isUnasked() {
            return root != null && requests.isEmpty();
        }
    }

    StoreWriter(TreeStore store, Consumer<String> failed) {
        this.store = store;
        this.failed = failed;
        this.thread =
                Thread.ofPlatform().name("quorate-clusterfs-store").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Rows to be written together with the root that carries their version. */
    void write(Entry root, List<Entry> put, List<Entry> removed) {
        lock.lock();
        try {
            for (var entry : removed) {
                waiting.rows.put(entry.inode(), Optional.empty());
            }
            for (var entry : put) {
                waiting.rows.put(entry.inode(), Optional.of(entry));
                waiting.bytes += entry.size();
            }
            boolean first = waiting.root == null;
            waiting.root = root;
            if (first || waiting.bytes > MAX_IDLE_BYTES) {
                work.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** A request to be answered when all that was written before is committed. */
    void answer(Request request) {
        lock.lock();
        try {
            waiting.requests.add(request);
            waiting.forced |= request.isForced();
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits while too much waits. */
    void awaitRoom() {
        lock.lock();
        try {
            while (waiting.bytes > MAX_WAITING_BYTES && !broken && !closing) {
                room.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Commits what waits and ends the thread. */
    void close() {
        lock.lock();
        try {
            closing = true;
            work.signal();
            room.signalAll();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        for (var batch = next(); !batch.isEmpty() || unforced != null; batch = next()) {
            commit(batch);
        }
    }

    /** All that waits. It is empty when it is time to force what is committed, and at the end. */
    private Batch next() {
        lock.lock();
        try {
            awaitWork();
            awaitCompany();
            var batch = waiting;
            waiting = new Batch();
            room.signalAll();
            return batch;
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts the store thread", e);
        } finally {
            lock.unlock();
        }
    }

    private void awaitWork() throws InterruptedException {
        while (waiting.isEmpty() && !closing) {
            if (unforced == null) {
                work.await();
            } else if (work.awaitNanos(untilForced()) <= 0) {
                return;
            }
        }
    }

    private long untilForced() {
        return unforcedSince + MAX_UNFORCED_NANOS - System.nanoTime();
    }

    /** Returns at once if somebody waits for the commit. */
    private void awaitCompany() throws InterruptedException {
        long left = MAX_IDLE_NANOS;
        while (left > 0 && !closing && waiting.isUnasked() && waiting.bytes <= MAX_IDLE_BYTES) {
            left = work.awaitNanos(left);
        }
    }

    private void commit(Batch batch) {
        var root = batch.root == null ? unforced : batch.root;
        boolean force = batch.forced || batch.isEmpty() || unforced != null && untilForced() <= 0;
        if (!broken && root != null && (batch.root != null || force)) {
            try {
                store.commit(changes(batch, root), force ? Durability.POWER : Durability.PROCESS);
                committed(root, force);
            } catch (StoreException | RuntimeException e) {
                fail(Objects.toString(e.getMessage(), e.toString()));
            }
        }
        for (var request : batch.requests) {
            if (broken) {
                request.refuse(Errno.EIO);
            } else {
                request.complete();
            }
        }
    }

    private void committed(Entry root, boolean forced) {
        if (!forced && unforced == null) {
            unforcedSince = System.nanoTime();
        }
        unforced = forced ? null : root;
    }

    private void fail(String message) {
        lock.lock();
        try {
            broken = true;
            unforced = null;
            room.signalAll();
        } finally {
            lock.unlock();
        }
        failed.accept(message);
    }

    private static List<StoreChange> changes(Batch batch, Entry root) {
        var changes = new ArrayList<StoreChange>(batch.rows.size() + 1);
        batch.rows.forEach((inode, entry) -> changes.add(
                entry.isPresent() ? new StoreChange.Put(Rows.of(entry.get())) : new StoreChange.Delete(inode)));
        changes.add(new StoreChange.Put(Rows.version(root)));
        return changes;
    }
}
