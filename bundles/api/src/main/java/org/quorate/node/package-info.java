/**
 * A node as an installation: its name and the folders that hold everything it owns.
 *
 * <p>All values are immutable and may be read from any thread.
 */
@Export
@Version("1.1.0")
@NullMarked
package org.quorate.node;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
