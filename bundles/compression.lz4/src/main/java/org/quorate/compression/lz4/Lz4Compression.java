package org.quorate.compression.lz4;

import org.osgi.service.component.annotations.Component;
import org.quorate.link.compress.Compression;

/** The fast way. There are no levels of it here: corosync's trade length for even more speed. */
@Component
public final class Lz4Compression implements Compression {
    @Override
    public String name() {
        return "lz4";
    }

    @Override
    public int model() {
        return 2;
    }

    @Override
    public int compress(byte[] in, int length, int level, byte[] out) {
        return Blocks.write(Blocks.fast(), in, length, out);
    }

    @Override
    public int decompress(byte[] in, int at, int length, byte[] out) {
        return Blocks.read(in, at, length, out);
    }
}
