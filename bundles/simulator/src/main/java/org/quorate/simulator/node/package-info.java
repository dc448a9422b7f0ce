/**
 * One node: the cores, wired as the production hosts wire them, with a disk that survives its process.
 *
 * <p>The ring, the process groups and the votes run in the event in which something arrives, as on the ring thread; the
 * tree's replica a little later, as on its own thread; what it has written is on disk later still.
 */
@NullMarked
package org.quorate.simulator.node;

import org.jspecify.annotations.NullMarked;
