@NullMarked
package org.quorate.quorum.votequorum;

import org.jspecify.annotations.NullMarked;
