@NullMarked
package org.quorate.group.corosync;

import org.jspecify.annotations.NullMarked;
