package org.quorate.spi.store;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** A durable home for the tree of one node; a service, ready for use when it is registered. */
@ConsumerType
public interface TreeStore {
    /** All rows, in any order. Empty for a new store. */
    List<StoredEntry> load() throws StoreException;

    /**
     * Makes the changes in order, in one transaction. When it returns they survive the end of the process and, unless
     * configured otherwise, a loss of power.
     *
     * @throws StoreException nothing of the batch is stored
     */
    void commit(List<StoreChange> batch) throws StoreException;
}
