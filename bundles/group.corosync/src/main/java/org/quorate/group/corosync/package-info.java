/**
 * A second provider of process groups, ring and quorum: a corosync daemon that runs on this machine.
 *
 * <p>The thread {@code quorate-corosync} alone calls corosync's libraries: it connects, waits for what the daemon has to
 * say, sends what the groups have for it, and asks for the votes. When the daemon is lost, the groups are ended, there
 * is no ring and no quorum, and the thread connects again and again. Each joined process hears on a thread of its own.
 */
@NullMarked
package org.quorate.group.corosync;

import org.jspecify.annotations.NullMarked;
