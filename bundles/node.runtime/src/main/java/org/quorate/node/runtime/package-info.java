/**
 * The way out of a node that cannot go on.
 *
 * <p>The launcher is on the class path and shares no class with the bundles, so the exit code reaches it as a system
 * property. The service is there from the start of this bundle to its end. Thread safe.
 */
@NullMarked
package org.quorate.node.runtime;

import org.jspecify.annotations.NullMarked;
