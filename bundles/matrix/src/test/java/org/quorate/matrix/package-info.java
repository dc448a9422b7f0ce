@NullMarked
package org.quorate.matrix;

import org.jspecify.annotations.NullMarked;
