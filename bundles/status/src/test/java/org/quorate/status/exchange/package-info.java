@NullMarked
package org.quorate.status.exchange;

import org.jspecify.annotations.NullMarked;
