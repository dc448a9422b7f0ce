/**
 * Messages between members, byte for byte those of pmxcfs's group {@code pve_dcdb_v1}, version 1.
 *
 * <p>Codecs know frames and bytes, nothing else. Everything is little endian. What comes from outside is checked before
 * anything is allocated.
 *
 * <p>Exported for the simulator, which runs this very code; no contract.
 */
@Export(substitution = Substitution.NOIMPORT, attribute = "x-internal:=true")
@Version("1.0.0")
@NullMarked
package org.quorate.clusterfs.wire;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.bundle.Export.Substitution;
import org.osgi.annotation.versioning.Version;
