/** Real nodes: processes that are started, killed and looked at through their mounts and shells. */
@NullMarked
package org.quorate.integration.nodes;

import org.jspecify.annotations.NullMarked;
