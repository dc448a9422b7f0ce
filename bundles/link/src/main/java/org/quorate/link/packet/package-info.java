/**
 * The packets of knet 1.x on the wire, as they are before they are enveloped.
 *
 * <p>Works on byte arrays that the caller reuses; allocates nothing. Numbers are big endian, but for the size of a probe.
 */
@NullMarked
package org.quorate.link.packet;

import org.jspecify.annotations.NullMarked;
