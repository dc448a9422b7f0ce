/**
 * {@code quorate bench}: three nodes on this machine, loaded and measured, beside them a peer.
 *
 * <p>The nodes are ordinary processes with homes of their own, started as the demo starts them; the load on the ring
 * runs inside them, by commands of the bundle {@code org.quorate.bench}. A peer that can be run here is a {@link
 * org.quorate.launcher.bench.Contender} like ours and takes turns with it, figure by figure, so that what disturbs the
 * machine disturbs both; of others there are recorded figures, which say where the ground lies and no more. Whatever a
 * run starts, it ends by its own handle, also when it is interrupted.
 */
@NullMarked
package org.quorate.launcher.bench;

import org.jspecify.annotations.NullMarked;
