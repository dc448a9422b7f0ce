/**
 * The cluster log: entries, the ring that carries them between nodes, and how the logs of all nodes become one.
 *
 * <p>Pure values and arithmetic without threads, clocks and I/O; byte for byte pmxcfs's layout. What comes from outside is
 * checked before anything is allocated.
 */
@NullMarked
package org.quorate.status.log;

import org.jspecify.annotations.NullMarked;
