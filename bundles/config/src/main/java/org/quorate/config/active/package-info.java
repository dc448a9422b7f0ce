/**
 * The services of a running node: where it lives, and the configuration it runs with.
 *
 * <p>Both are registered only if they are good; what cannot be used is not there. They never change while they are
 * registered.
 */
@NullMarked
package org.quorate.config.active;

import org.jspecify.annotations.NullMarked;
