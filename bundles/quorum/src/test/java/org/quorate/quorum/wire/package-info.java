@NullMarked
package org.quorate.quorum.wire;

import org.jspecify.annotations.NullMarked;
