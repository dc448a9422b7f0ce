@NullMarked
package org.quorate.quorum.votes;

import org.jspecify.annotations.NullMarked;
