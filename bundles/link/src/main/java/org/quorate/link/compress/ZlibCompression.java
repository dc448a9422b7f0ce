package org.quorate.link.compress;

import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** The zlib of the JDK; of one thread. */
public final class ZlibCompression implements Compression, AutoCloseable {
    public static final int MODEL = 1;

    private final Deflater deflater = new Deflater();
    private final Inflater inflater = new Inflater();

    @Override
    public String name() {
        return "zlib";
    }

    @Override
    public int model() {
        return MODEL;
    }

    @Override
    public int compress(byte[] in, int length, int level, byte[] out) {
        deflater.reset();
        deflater.setLevel(Math.clamp(level, Deflater.DEFAULT_COMPRESSION, Deflater.BEST_COMPRESSION));
        deflater.setInput(in, 0, length);
        deflater.finish();
        int written = 0;
        // Each call writes all that fits, but for the first after a change of the level.
        for (int calls = 0; calls < 2 && !deflater.finished(); calls++) {
            written += deflater.deflate(out, written, out.length - written);
        }
        return deflater.finished() ? written : -1;
    }

    @Override
    public int decompress(byte[] in, int at, int length, byte[] out) {
        inflater.reset();
        inflater.setInput(in, at, length);
        try {
            int written = inflater.inflate(out);
            return inflater.finished() && inflater.getRemaining() == 0 ? written : -1;
        } catch (DataFormatException _) {
            return -1;
        }
    }

    /** Lets the memory of the native library go. */
    @Override
    public void close() {
        deflater.end();
        inflater.end();
    }
}
