@NullMarked
package org.quorate.datagram;

import org.jspecify.annotations.NullMarked;
