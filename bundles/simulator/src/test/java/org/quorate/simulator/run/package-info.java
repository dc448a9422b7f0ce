@NullMarked
package org.quorate.simulator.run;

import org.jspecify.annotations.NullMarked;
