/**
 * The way into the node: a UNIX domain socket in its folder {@code run}, for those who may write there.
 *
 * <p>One thread accepts; each conversation has two virtual threads, one that reads what the client sends and one that runs the
 * session. Whatever a client does ends with its own conversation.
 */
@NullMarked
package org.quorate.shell.server;

import org.jspecify.annotations.NullMarked;
