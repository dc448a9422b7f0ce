/**
 * The ring as its observers see it: which nodes form it, in which phase it is, over which links it runs.
 *
 * <p>Values are immutable snapshots and may be asked for from any thread. The terms are those of the Totem protocol
 * (Amir et al., TOCS 13:4, 1995) as corosync uses them.
 */
@Export
@Version("1.1.0")
@NullMarked
package org.quorate.ring;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
