/**
 * Who may act: the vote count of the current ring, and whether it is quorate.
 *
 * <p>Everything that must happen at most once in the cluster asks {@link org.quorate.quorum.Quorum} first. The rules
 * for two nodes, for waiting on all nodes and for ties follow corosync's {@code votequorum(5)}. Values are immutable;
 * listeners are called on the ring thread, in ring order, without locks held, and must return at once.
 */
@Export
@Version("1.1.0")
@NullMarked
package org.quorate.quorum;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
