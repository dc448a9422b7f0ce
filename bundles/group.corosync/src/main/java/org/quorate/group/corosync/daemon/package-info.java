/**
 * A corosync daemon as the engine needs it, and its C libraries, called through {@code java.lang.foreign}: what {@code
 * cpg.h}, {@code quorum.h}, {@code votequorum.h}, {@code cmap.h} and {@code cfg.h} of corosync 3.1 declare.
 *
 * <p>All of it is used on one thread, {@link org.quorate.group.corosync.daemon.Daemon#wakeup} excepted. No pointer
 * leaves this package.
 */
@NullMarked
package org.quorate.group.corosync.daemon;

import org.jspecify.annotations.NullMarked;
