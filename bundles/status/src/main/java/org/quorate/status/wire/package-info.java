/**
 * Messages of pmxcfs's group {@code pve_kvstore_v1}, protocol version 0, byte for byte.
 *
 * <p>Codecs know frames and bytes, nothing else. Everything is little endian. What comes from outside is checked before
 * anything is allocated.
 */
@NullMarked
package org.quorate.status.wire;

import org.jspecify.annotations.NullMarked;
