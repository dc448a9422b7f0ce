/**
 * The services of a running node: where it lives, and the configuration it runs with.
 *
 * <p>Both are registered only if they are good; what cannot be used is not there. A file that is read
 * again and is good takes the place of the one before; a bad one leaves it in use.
 */
@NullMarked
package org.quorate.config.active;

import org.jspecify.annotations.NullMarked;
