@NullMarked
package org.quorate.config.replicated;

import org.jspecify.annotations.NullMarked;
