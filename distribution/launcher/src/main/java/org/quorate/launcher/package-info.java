/**
 * The program {@code quorate}: checks what a node needs, then starts the framework with the bundles of the
 * distribution and ends with it.
 *
 * <p>Everything that can be refused is refused before the framework starts, in one line for each problem with the next
 * step, exit code 2 for configuration and usage, 1 for the environment. This is the class path, not the framework: no
 * class is shared with the bundles, except those of {@code java.base}.
 */
@NullMarked
package org.quorate.launcher;

import org.jspecify.annotations.NullMarked;
