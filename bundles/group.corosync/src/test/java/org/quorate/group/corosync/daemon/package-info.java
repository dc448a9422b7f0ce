@NullMarked
package org.quorate.group.corosync.daemon;

import org.jspecify.annotations.NullMarked;
