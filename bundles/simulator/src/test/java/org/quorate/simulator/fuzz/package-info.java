/** Whole clusters that hear packets nobody has sent: see docs/design/fuzzing.md. */
@NullMarked
package org.quorate.simulator.fuzz;

import org.jspecify.annotations.NullMarked;
