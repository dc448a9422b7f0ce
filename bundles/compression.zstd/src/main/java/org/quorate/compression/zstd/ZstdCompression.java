package org.quorate.compression.zstd;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.quorate.link.compress.Compression;

/**
 * Frames of Zstandard. libknet ends with a fault when it gets one and is not itself configured for them: all nodes have the
 * same setting, or none sends them.
 */
@Component
public final class ZstdCompression implements Compression {
    /** Loads the native library: where that cannot be, there is no such service. */
    @Activate
    public ZstdCompression() {
        Zstd.maxCompressionLevel();
    }

    @Override
    public String name() {
        return "zstd";
    }

    @Override
    public int model() {
        return 7;
    }

    /** Level 0 is the library's own choice. */
    @Override
    public int compress(byte[] in, int length, int level, byte[] out) {
        int allowed = Math.clamp(level, Zstd.minCompressionLevel(), Zstd.maxCompressionLevel());
        try {
            return (int) Zstd.compressByteArray(out, 0, out.length, in, 0, length, allowed);
        } catch (ZstdException _) {
            return -1;
        }
    }

    @Override
    public int decompress(byte[] in, int at, int length, byte[] out) {
        try {
            return (int) Zstd.decompressByteArray(out, 0, out.length, in, at, length);
        } catch (ZstdException _) {
            return -1;
        }
    }
}
