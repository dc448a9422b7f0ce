/**
 * {@code quorate demo}: a cluster on one machine, each node a process of its own with a loopback address of its own.
 *
 * <p>The nodes are ordinary ones, started by the same script and with the same kind of {@code corosync.conf} as any
 * other; nothing is shared between them but the network. What is known of them comes from their process ids and from
 * their shells, so a node that was started again by hand belongs to the demo like the others.
 */
@NullMarked
package org.quorate.launcher.demo;

import org.jspecify.annotations.NullMarked;
