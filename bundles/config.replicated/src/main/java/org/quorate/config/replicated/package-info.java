/**
 * Takes {@code corosync.conf} from the tree that all nodes share, as Proxmox VE's file system does: a higher {@code
 * config_version} is written to the node's own file and used. A file that is bad, or that cannot be used while the cluster
 * runs, changes nothing.
 */
@NullMarked
package org.quorate.config.replicated;

import org.jspecify.annotations.NullMarked;
