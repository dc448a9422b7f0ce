/**
 * What a service engine implements: a state machine that is replicated over the ring beside the process groups, and
 * takes part in the synchronisation after each change of the ring (corosync's service engines: votequorum, cmap, ...).
 *
 * <p>All methods are called on the ring thread and must return at once.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.quorate.spi.engine;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
