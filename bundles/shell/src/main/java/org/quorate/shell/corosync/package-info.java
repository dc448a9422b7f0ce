/**
 * The programs of corosync, {@code corosync-cfgtool}, {@code corosync-quorumtool} and {@code corosync-cmapctl}, as commands
 * of the node: options, output and exit codes are those of corosync 3.1, because scripts read them (observed at the real
 * ones, and {@code corosync-cfgtool(8)}, {@code corosync-quorumtool(8)}, {@code corosync-cmapctl(8)}).
 *
 * <p>Each is a function of its words; what it tells is taken from the services of the node at that moment.
 */
@NullMarked
package org.quorate.shell.corosync;

import org.jspecify.annotations.NullMarked;
