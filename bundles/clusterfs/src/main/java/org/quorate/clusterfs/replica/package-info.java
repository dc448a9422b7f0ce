/**
 * Replication of the tree: which changes are made in which order, and whose tree the others take over.
 *
 * <p>{@link org.quorate.clusterfs.replica.Replica} is a core without threads, sockets, files and clocks: events in,
 * effects out, the same effects for the same events. It relies on a process group (one order of messages and
 * memberships for all members). The protocol is that of pmxcfs's state machine over CPG, its version 1. All classes
 * are confined to one thread at a time.
 */
@NullMarked
package org.quorate.clusterfs.replica;

import org.jspecify.annotations.NullMarked;
