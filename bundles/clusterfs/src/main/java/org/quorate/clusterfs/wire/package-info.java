/**
 * Messages between members, byte for byte those of pmxcfs's group {@code pve_dcdb_v1}, version 1.
 *
 * <p>Codecs know frames and bytes, nothing else. Everything is little endian. What comes from outside is checked before
 * anything is allocated.
 */
@NullMarked
package org.quorate.clusterfs.wire;

import org.jspecify.annotations.NullMarked;
