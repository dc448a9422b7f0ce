/**
 * Every node tells the others what it measures on its links, so that each knows the whole network: {@link
 * org.quorate.ring.ClusterLinks}.
 *
 * <p>The reports go through a process group of their own, when something worth telling has changed and else twice a minute;
 * so they come in ring order and cost the ring next to nothing. Comparing and coding are functions without state; one thread
 * looks at the links and sends.
 */
@NullMarked
package org.quorate.matrix;

import org.jspecify.annotations.NullMarked;
