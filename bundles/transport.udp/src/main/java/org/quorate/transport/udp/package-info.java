/** What goes to all nodes goes out once, by multicast or broadcast, as corosync's {@code udp}. */
@NullMarked
package org.quorate.transport.udp;

import org.jspecify.annotations.NullMarked;
