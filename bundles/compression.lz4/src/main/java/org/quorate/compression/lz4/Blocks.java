package org.quorate.compression.lz4;

import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;

/** Blocks of LZ4, written by either of two ways and read by one. Arrays are never left, whatever a block says. */
final class Blocks {
    private static final LZ4Factory FACTORY = LZ4Factory.safeInstance();

    private Blocks() {}

    static LZ4Compressor fast() {
        return FACTORY.fastCompressor();
    }

    /** @param level 1 to 17, as the library has them */
    static LZ4Compressor high(int level) {
        return FACTORY.highCompressor(level);
    }

    /** As {@link org.quorate.link.compress.Compression#compress}. */
    static int write(LZ4Compressor compressor, byte[] in, int length, byte[] out) {
        try {
            return compressor.compress(in, 0, length, out, 0, out.length);
        } catch (LZ4Exception _) {
            return -1;
        }
    }

    /** As {@link org.quorate.link.compress.Compression#decompress}. */
    static int read(byte[] in, int at, int length, byte[] out) {
        try {
            return FACTORY.safeDecompressor().decompress(in, at, length, out, 0, out.length);
        } catch (LZ4Exception _) {
            return -1;
        }
    }
}
