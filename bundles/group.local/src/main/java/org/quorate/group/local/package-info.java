/**
 * The engine of a node that is in no cluster: its groups have one member, and it is quorate by itself.
 *
 * <p>Each joined process has a delivery thread of its own, as with any engine.
 */
@NullMarked
package org.quorate.group.local;

import org.jspecify.annotations.NullMarked;
