/**
 * The host of the ring core: the one thread that drives it, its timers and its journal; process groups and service
 * engines as services on top.
 *
 * <p>The thread {@code quorate-ring} alone touches the core. It waits in the transport, handles what comes, and hands
 * messages to the delivery thread of each joined process; it never calls an application, and never waits for a lock.
 */
@NullMarked
package org.quorate.group.host;

import org.jspecify.annotations.NullMarked;
