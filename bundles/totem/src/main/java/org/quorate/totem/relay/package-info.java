/**
 * Leads frames around links that are cut, so that the ring finds every two nodes joined as long as some third hears and
 * reaches both. Only between Quorate nodes; no I/O, threads or clocks; used by one thread.
 */
@NullMarked
package org.quorate.totem.relay;

import org.jspecify.annotations.NullMarked;
