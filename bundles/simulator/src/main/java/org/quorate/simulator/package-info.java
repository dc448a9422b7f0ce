/**
 * Whole nodes around the production cores, in a world of their own: time, network, disks and clocks follow from a
 * seed. The cores are the classes of the other bundles themselves.
 *
 * <p>{@link org.quorate.simulator.Plan} says what a world is like, {@link org.quorate.simulator.Simulator} runs it,
 * {@link org.quorate.simulator.Outcome} tells what came of it: the same plan gives the same outcome, trace hash
 * included. A world is used by one thread; many worlds may run at once.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.quorate.simulator;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
