/** LZ4 as {@code knet_compression_model} {@code lz4} and {@code lz4hc}, in Java alone: bare blocks, which tell no length. */
@NullMarked
package org.quorate.compression.lz4;

import org.jspecify.annotations.NullMarked;
