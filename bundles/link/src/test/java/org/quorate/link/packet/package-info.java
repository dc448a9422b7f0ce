@NullMarked
package org.quorate.link.packet;

import org.jspecify.annotations.NullMarked;
