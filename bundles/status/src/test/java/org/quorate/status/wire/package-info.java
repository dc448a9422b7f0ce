@NullMarked
package org.quorate.status.wire;

import org.jspecify.annotations.NullMarked;
