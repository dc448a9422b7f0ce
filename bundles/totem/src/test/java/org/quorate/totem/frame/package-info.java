@NullMarked
package org.quorate.totem.frame;

import org.jspecify.annotations.NullMarked;
