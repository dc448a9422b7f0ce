/**
 * The FUSE kernel protocol as values: requests are decoded from bytes, responses and notices are encoded to bytes.
 *
 * <p>The layouts are those of {@code linux/fuse.h}, version 7.31 to 7.38, in the byte order of the machine. Nothing here
 * touches a device. Every length and count that comes from the kernel is checked before it is used. All values are
 * immutable; codecs have no state and may be used from any thread.
 */
@NullMarked
package org.quorate.clusterfs.fuse.protocol;

import org.jspecify.annotations.NullMarked;
