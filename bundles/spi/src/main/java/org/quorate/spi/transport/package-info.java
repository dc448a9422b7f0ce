/**
 * What a transport implements: it carries datagrams between the configured nodes, unordered and unreliable as UDP.
 *
 * <p>A session belongs to one thread, the ring thread. All its methods are called there, except {@link
 * org.quorate.spi.transport.TransportSession#wakeup()} and {@link
 * org.quorate.spi.transport.TransportSession#links()}. The transport is chosen by {@code totem.transport}: among the
 * services whose property {@value org.quorate.spi.transport.Transport#NAME} has that value, the highest ranked.
 */
@Export
@Version("1.1.0")
@NullMarked
package org.quorate.spi.transport;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
