@NullMarked
package org.quorate.config.active;

import org.jspecify.annotations.NullMarked;
