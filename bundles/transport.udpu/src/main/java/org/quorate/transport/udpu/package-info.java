/**
 * UDP unicast: each packet goes to each configured node, as corosync's {@code udpu}.
 *
 * <p>Netty's event loop is driven by the ring thread itself, so that a packet is handled on the thread that received
 * it. Packets are sent in batches ({@code sendmmsg}) and received in batches ({@code recvmmsg}) where the kernel has
 * them.
 */
@NullMarked
package org.quorate.transport.udpu;

import org.jspecify.annotations.NullMarked;
