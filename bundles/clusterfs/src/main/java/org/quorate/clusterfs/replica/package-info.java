/**
 * Replication of the tree: which changes are made in which order, and whose tree the others take over.
 *
 * <p>{@link org.quorate.clusterfs.replica.Replica} is a core without threads, sockets, files and clocks: events in,
 * effects out, the same effects for the same events. It relies on a process group (one order of messages and
 * memberships for all members). The protocol is that of pmxcfs's state machine over CPG, its version 1. All classes
 * are confined to one thread at a time.
 *
 * <p>Exported for the simulator, which runs this very code; no contract.
 */
@Export(substitution = Substitution.NOIMPORT, attribute = "x-internal:=true")
@Version("1.0.0")
@NullMarked
package org.quorate.clusterfs.replica;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.bundle.Export.Substitution;
import org.osgi.annotation.versioning.Version;
