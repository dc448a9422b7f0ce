/**
 * The six kinds of packets on the wire, and their codec.
 *
 * <p>A codec knows frames and bytes, nothing else. All scalars are little endian; node ids are unsigned 32-bit numbers
 * kept in an {@code int}. Frames are immutable. The layouts are those of corosync 3.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.quorate.totem.frame;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
