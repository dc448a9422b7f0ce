/**
 * One node's view of the ring: membership and order after Amir et al., "The Totem Single-Ring Ordering and Membership
 * Protocol" (TOCS 13:4, 1995), with the rules and on the wire format of corosync 3.
 *
 * <p>No threads, sockets, files, clocks or randomness: the same events at the same times give the same effects, in
 * production and in the simulator. Sequence numbers are unsigned 32-bit numbers that wrap, and are compared by their
 * difference. Used by one thread.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.quorate.totem;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
