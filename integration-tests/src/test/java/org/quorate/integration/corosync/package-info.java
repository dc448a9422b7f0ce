/** Quorate nodes in one ring with real corosync nodes, each in a network namespace of its own. */
@NullMarked
package org.quorate.integration.corosync;

import org.jspecify.annotations.NullMarked;
