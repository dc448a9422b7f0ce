/**
 * The other end of a node's shell: {@code quorate shell} and {@code pvecm}.
 *
 * <p>Starts in a fraction of a second, so it needs nothing but {@code java.base} and {@code org.quorate.shell.wire}. A
 * prompt puts the terminal into raw mode and always gives it back.
 */
@NullMarked
package org.quorate.launcher.client;

import org.jspecify.annotations.NullMarked;
