package org.quorate.clusterfs.service;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.quorate.spi.store.Durability;
import org.quorate.spi.store.StoreChange;
import org.quorate.spi.store.StoreException;
import org.quorate.spi.store.StoredEntry;
import org.quorate.spi.store.TreeStore;

/** A store in memory that keeps what was committed, and nothing else. */
final class FakeStore implements TreeStore {
    final TreeMap<Long, StoredEntry> rows = new TreeMap<>();
    final List<Integer> batches = new ArrayList<>();
    private Durability last = Durability.POWER;
    private final Semaphore gate = new Semaphore(1);
    private volatile boolean failing;

    /** From now on commits wait. */
    void hold() {
        gate.acquireUninterruptibly();
    }

    /** Commits go on. */
    void release() {
        gate.release();
    }

    /** From now on commits fail. */
    void fail() {
        failing = true;
    }

    @Override
    public synchronized List<StoredEntry> load() {
        return List.copyOf(rows.values());
    }

    @Override
    public void commit(List<StoreChange> batch, Durability durability) throws StoreException {
        gate.acquireUninterruptibly();
        try {
            if (failing) {
                throw new StoreException("config.db: cannot be written (SQLITE_FULL): the disk is full");
            }
            apply(batch, durability);
        } finally {
            gate.release();
        }
    }

    private synchronized void apply(List<StoreChange> batch, Durability durability) {
        batches.add(batch.size());
        last = durability;
        for (var change : batch) {
            switch (change) {
                case StoreChange.Put(var entry) -> rows.put(entry.inode(), entry);
                case StoreChange.Delete(long inode) -> rows.remove(inode);
            }
        }
    }

    /** That of the last commit. */
    synchronized Durability durability() {
        return last;
    }

    synchronized boolean has(String name) {
        return rows.values().stream().anyMatch(row -> row.name().equals(name));
    }
}
