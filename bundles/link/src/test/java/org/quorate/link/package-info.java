@NullMarked
package org.quorate.link;

import org.jspecify.annotations.NullMarked;
