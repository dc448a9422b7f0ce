/** Redundant, encrypted links on the wire format of knet 1.x, as corosync's {@code knet}. */
@NullMarked
package org.quorate.transport.knet;

import org.jspecify.annotations.NullMarked;
