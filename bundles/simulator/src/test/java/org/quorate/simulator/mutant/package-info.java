/** Deliberate defects of the cores, made in their byte code: each must be found. */
@NullMarked
package org.quorate.simulator.mutant;

import org.jspecify.annotations.NullMarked;
