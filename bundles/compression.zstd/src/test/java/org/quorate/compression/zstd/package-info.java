@NullMarked
package org.quorate.compression.zstd;

import org.jspecify.annotations.NullMarked;
