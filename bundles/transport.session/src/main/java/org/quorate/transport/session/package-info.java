/**
 * Sessions over UDP that transports share: {@link org.quorate.transport.session.LinkSession} over redundant, encrypted links,
 * {@link org.quorate.transport.session.PlainSession} with frames as they are, as corosync's {@code udpu} and {@code udp} have
 * them. What tells the transports apart are the sockets of a link, a {@link org.quorate.transport.session.Wire}.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.quorate.transport.session;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
