/**
 * Whether the network between the nodes is fit for a cluster: what is measured between each two of them, link by link, and
 * what that means.
 *
 * <p>Takes the place of {@code ping} and {@code omping} in Proxmox VE's preparations, and has their rules: round trips below
 * 5 ms, less than 1 % lost at a thousand packets a second, multicast also after ten minutes. Values are immutable.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.quorate.netcheck;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
