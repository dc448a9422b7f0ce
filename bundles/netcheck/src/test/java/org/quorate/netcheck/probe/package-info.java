@NullMarked
package org.quorate.netcheck.probe;

import org.jspecify.annotations.NullMarked;
