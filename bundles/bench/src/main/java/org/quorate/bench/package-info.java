/**
 * Load for the ring, and what it then does: the commands that {@code quorate bench} gives to the nodes it has started,
 * and that an operator may give to any cluster, one on each node at about the same time.
 *
 * <p>A run is a {@link org.quorate.bench.Meeting}: all take part in one process group, begin when the agreed number is
 * in it, and leave when each has said that it is done, so nobody measures a group that falls apart. Commands run on
 * threads of Gogo; what is delivered is counted on the delivery thread of the group. The method (everything delivered
 * in a window after a warm-up; one message outstanding for the latency) is that of the usual CPG load programs.
 */
@NullMarked
package org.quorate.bench;

import org.jspecify.annotations.NullMarked;
