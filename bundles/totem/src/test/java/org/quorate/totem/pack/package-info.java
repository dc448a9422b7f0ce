@NullMarked
package org.quorate.totem.pack;

import org.jspecify.annotations.NullMarked;
