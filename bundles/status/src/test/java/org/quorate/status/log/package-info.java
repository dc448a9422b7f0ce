@NullMarked
package org.quorate.status.log;

import org.jspecify.annotations.NullMarked;
