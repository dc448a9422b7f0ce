/**
 * A check on the sockets and interfaces of this machine: {@link org.quorate.netcheck.host.Exchange} carries it on the thread
 * that calls it. Used by the program before there is a cluster, and by the node when there is one.
 */
@NullMarked
package org.quorate.netcheck.host;

import org.jspecify.annotations.NullMarked;
