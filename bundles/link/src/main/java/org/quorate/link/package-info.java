/**
 * The layer between a wire and the ring: redundant links to each node, their supervision and measurement, encryption,
 * fragments, compression and duplicates, on the wire format of knet 1.x, byte for byte.
 *
 * <p>{@link org.quorate.link.LinkLayer} is the whole of it. No I/O, threads or clocks: the time is handed in as
 * nanoseconds, datagrams go to a {@link org.quorate.link.LinkOutput}, and random numbers come from a given generator, so
 * the same calls give the same datagrams. Used by one thread, but for {@link org.quorate.link.LinkLayer#status}.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.quorate.link;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
