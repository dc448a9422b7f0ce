/**
 * The protocol between a shell client and its node, over a UNIX domain socket.
 *
 * <p>Both sides send {@link org.quorate.shell.wire.Frame frames}. The client begins with a {@link
 * org.quorate.shell.wire.Hello}, then sends its standard input and changes of the window. The node sends output and
 * errors as they come, at last the exit code, and closes. The idea is that of ssh's session channel.
 *
 * <p>This package needs nothing but {@code java.base}: the client has it on its class path. A channel is read by one
 * thread and may be written by several.
 */
@NullMarked
package org.quorate.shell.wire;

import org.jspecify.annotations.NullMarked;
