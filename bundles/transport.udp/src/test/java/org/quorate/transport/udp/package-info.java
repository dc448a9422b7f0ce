@NullMarked
package org.quorate.transport.udp;

import org.jspecify.annotations.NullMarked;
