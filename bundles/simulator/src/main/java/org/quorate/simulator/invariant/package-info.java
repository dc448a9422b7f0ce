/**
 * What must hold. Each class watches what the nodes do and checks after each event what can have changed by it; the
 * first violation ends a run.
 */
@NullMarked
package org.quorate.simulator.invariant;

import org.jspecify.annotations.NullMarked;
