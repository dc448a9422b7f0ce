@NullMarked
package org.quorate.simulator;

import org.jspecify.annotations.NullMarked;
