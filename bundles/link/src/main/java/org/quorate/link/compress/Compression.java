package org.quorate.link.compress;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * One way to make frames shorter, and to read those of others; a bundle that has one registers it as a service. Keeps nothing
 * between frames, so that several threads may use it at a time.
 */
@ConsumerType
public interface Compression {
    /** {@code totem.knet_compression_model}. */
    String name();

    /** The same as a number on the wire: 1 zlib, 2 lz4, 3 lz4hc, 4 lzo2, 5 lzma, 6 bzip2, 7 zstd. */
    int model();

    /** Answers how many bytes it wrote to the begin of the output, or -1 if they do not fit. */
    int compress(byte[] in, int length, int level, byte[] out);

    /**
     * Answers how many bytes it wrote to the begin of the output, or -1 if they do not fit or the input is not of this kind.
     * The input is hostile.
     */
    int decompress(byte[] in, int at, int length, byte[] out);
}
