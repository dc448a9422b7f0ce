/**
 * What commands answer, and how it looks in text.
 *
 * <p>Commands answer the records of the API, or records of this package where several belong together, so that a
 * script in the shell can use the values; {@link org.quorate.shell.result.ResultConverter} turns them into text. The
 * text of {@code pvecm} is, blank for blank, that of Proxmox VE and corosync 3, because scripts read it. Values are
 * immutable, functions without state.
 */
@NullMarked
package org.quorate.shell.result;

import org.jspecify.annotations.NullMarked;
