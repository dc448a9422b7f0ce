/** {@code quorate simulate}: thin, all that it shows comes from the simulator. */
@NullMarked
package org.quorate.launcher.simulate;

import org.jspecify.annotations.NullMarked;
