/**
 * The messages of corosync's service 5, byte for byte.
 *
 * <p>A codec knows messages and bytes, nothing else. Exported for the simulator, like the core; no contract.
 */
@Export(substitution = Substitution.NOIMPORT, attribute = "x-internal:=true")
@Version("1.0.0")
@NullMarked
package org.quorate.quorum.wire;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.bundle.Export.Substitution;
import org.osgi.annotation.versioning.Version;
