@NullMarked
package org.quorate.link.compress;

import org.jspecify.annotations.NullMarked;
