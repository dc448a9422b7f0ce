@NullMarked
package org.quorate.compression.lz4;

import org.jspecify.annotations.NullMarked;
