/** Situations with a name. */
@NullMarked
package org.quorate.simulator.scenario;

import org.jspecify.annotations.NullMarked;
