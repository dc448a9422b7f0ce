/** A process in a group that is steered through a socket; it says what a client of real corosync nodes says. */
@NullMarked
package org.quorate.probe.group;

import org.jspecify.annotations.NullMarked;
