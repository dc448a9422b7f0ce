/**
 * The service {@link org.quorate.tree.ClusterTree} of this node: hosts the replica between group, store and callers.
 *
 * <p>Threads. A caller encodes and sends its change itself. The group's delivery thread feeds the replica, which makes
 * changes at once in memory and shows them to readers; it hands the rows to the store thread, which commits everything
 * that waits in one transaction and then completes the callers' futures. A timer thread ends what takes too long, and a
 * thread for synchronisation sends states and updates, so that the delivery thread never waits for the ring. Readers
 * take the current tree, a value, and wait for nobody.
 */
@NullMarked
package org.quorate.clusterfs.service;

import org.jspecify.annotations.NullMarked;
