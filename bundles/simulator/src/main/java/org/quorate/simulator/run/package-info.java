/**
 * From one world to many: the end of a run, campaigns of seeds, the shortest reproduction of a failure, and reports.
 */
@NullMarked
package org.quorate.simulator.run;

import org.jspecify.annotations.NullMarked;
