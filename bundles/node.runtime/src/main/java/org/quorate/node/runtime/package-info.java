/**
 * What the launcher knows, as services: the folders of the node, and the way out of a node that cannot go on.
 *
 * <p>The launcher is on the class path and shares no class with the bundles, so both sides speak through framework
 * properties. The services are there from the start of this bundle to its end. Thread safe.
 */
@NullMarked
package org.quorate.node.runtime;

import org.jspecify.annotations.NullMarked;
