/** Zstandard as {@code knet_compression_model} {@code zstd}, with the library of its makers. */
@NullMarked
package org.quorate.compression.zstd;

import org.jspecify.annotations.NullMarked;
