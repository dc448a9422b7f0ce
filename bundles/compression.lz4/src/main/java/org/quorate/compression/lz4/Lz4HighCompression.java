package org.quorate.compression.lz4;

import org.osgi.service.component.annotations.Component;
import org.quorate.link.compress.Compression;

/** The slow way to shorter blocks, which are read as the others are. */
@Component
public final class Lz4HighCompression implements Compression {
    private static final int DEFAULT_LEVEL = 9;
    private static final int MOST_LEVEL = 17;

    @Override
    public String name() {
        return "lz4hc";
    }

    @Override
    public int model() {
        return 3;
    }

    @Override
    public int compress(byte[] in, int length, int level, byte[] out) {
        return Blocks.write(Blocks.high(level < 1 ? DEFAULT_LEVEL : Math.min(level, MOST_LEVEL)), in, length, out);
    }

    @Override
    public int decompress(byte[] in, int at, int length, byte[] out) {
        return Blocks.read(in, at, length, out);
    }
}
