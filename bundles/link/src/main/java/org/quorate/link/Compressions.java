package org.quorate.link;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.quorate.link.compress.Compression;
import org.quorate.link.compress.ZlibCompression;

/** All ways of compression that there are: zlib, and what others bring. */
final class Compressions implements AutoCloseable {
    private final ZlibCompression zlib = new ZlibCompression();
    private final List<Compression> more;
    private final byte[] unpacked = new byte[Reassembly.MOST_BYTES];
    private final ByteBuffer view = ByteBuffer.wrap(unpacked).order(ByteOrder.LITTLE_ENDIAN);

    /** @param more what is in the list may change */
    Compressions(List<Compression> more) {
        this.more = more;
    }

    /** The one with that number on the wire. */
    @Nullable
    Compression of(int model) {
        if (model == ZlibCompression.MODEL) {
            return zlib;
        }
        for (var compression : more) {
            if (compression.model() == model) {
                return compression;
            }
        }
        return null;
    }

    /** The frame, valid until the next one; empty if it is spoiled, or longer than a frame can be. */
    ByteBuffer unpack(Compression compression, ByteBuffer bytes) {
        int size = compression.decompress(bytes.array(), bytes.position(), bytes.remaining(), unpacked);
        return view.clear().limit(Math.max(0, size));
    }

    @Override
    public void close() {
        zlib.close();
    }
}
