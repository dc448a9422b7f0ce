@NullMarked
package org.quorate.netcheck.host;

import org.jspecify.annotations.NullMarked;
