/**
 * A check among the members of a running cluster. They agree on it in a group, so on each node its begin has the same place
 * in the order of messages, and what one of them finds out reaches the node that asked also where a direct way is cut.
 *
 * <p>The key of the probes is drawn for each check and goes through the group: it is as secret as the cluster's own messages.
 */
@NullMarked
package org.quorate.netcheck.cluster;

import org.jspecify.annotations.NullMarked;
