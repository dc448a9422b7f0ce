/** UDP unicast: each packet goes to each configured node, as corosync's {@code udpu}. */
@NullMarked
package org.quorate.transport.udpu;

import org.jspecify.annotations.NullMarked;
