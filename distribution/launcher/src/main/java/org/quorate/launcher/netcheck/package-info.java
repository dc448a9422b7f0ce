/**
 * {@code quorate netcheck}: the network between machines that are no cluster yet.
 *
 * <p>Thin: the sockets and all that is measured are of the bundle {@code netcheck}, the text is that of the shell.
 */
@NullMarked
package org.quorate.launcher.netcheck;

import org.jspecify.annotations.NullMarked;
