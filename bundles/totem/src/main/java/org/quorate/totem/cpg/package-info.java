/**
 * Closed process groups as a service above the ring (corosync's CPG, service 2).
 *
 * <p>All nodes hold the same table of processes at the same place in the order. Group names are bytes; here they are
 * strings of ISO 8859-1, one character a byte. No I/O, threads or clocks; used by one thread.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.quorate.totem.cpg;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
