/**
 * The vote count as a service: the messages of corosync's service 5 byte for byte, and the components that join the
 * core in {@code org.quorate.quorum.votes} to the ring, the configuration and those who want to know.
 *
 * <p>The core is touched on the ring thread only. What is published is immutable and may be read from any thread; each
 * listener hears of the counts in their order. The field's manual is {@code votequorum(5)}.
 */
@NullMarked
package org.quorate.quorum.votequorum;

import org.jspecify.annotations.NullMarked;
