/**
 * Time, network and chance of a simulated cluster. Everything follows from the seed; used by one thread.
 */
@NullMarked
package org.quorate.simulator.world;

import org.jspecify.annotations.NullMarked;
