/**
 * How nodes learn each other's values and logs: {@link org.quorate.status.exchange.Exchange} is a core without threads,
 * sockets, files and clocks. Events in, effects out, the same effects for the same events.
 *
 * <p>The protocol is that of pmxcfs's state machine over CPG, its version 0, in which a state is a cluster log. All classes
 * are confined to one thread at a time.
 */
@NullMarked
package org.quorate.status.exchange;

import org.jspecify.annotations.NullMarked;
