@NullMarked
package org.quorate.link.crypto;

import org.jspecify.annotations.NullMarked;
