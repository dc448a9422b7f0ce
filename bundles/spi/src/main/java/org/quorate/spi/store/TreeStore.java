package org.quorate.spi.store;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** A durable home for the tree of one node; a service, ready for use when it is registered. */
@ConsumerType
public interface TreeStore {
    /** All rows, in any order. Empty for a new store. */
    List<StoredEntry> load() throws StoreException;

    /**
     * Makes the changes in order, in one transaction.
     *
     * @param durability what they survive from the return on; with {@link Durability#POWER}, so does everything that was
     *     committed before
     * @throws StoreException nothing of the batch is stored
     */
    void commit(List<StoreChange> batch, Durability durability) throws StoreException;
}
