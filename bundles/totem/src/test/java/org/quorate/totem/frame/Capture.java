package org.quorate.totem.frame;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The UDP payloads of a packet capture of real corosync nodes. */
public record Capture(String name, List<ByteBuffer> datagrams) {
    /** Length of the header of Linux' cooked capture, version 2, the link type of all these files. */
    private static final int LINK_BYTES = 20;

    /** All captures there are. */
    public static List<Capture> all() {
        var captures = new ArrayList<Capture>();
        for (int i = 1; i <= 6; i++) {
            captures.add(read("udp-ring-" + i));
        }
        return captures;
    }

    private static Capture read(String name) {
        var resource = "/captures/" + name + ".pcap.gz";
        try (var in = new GZIPInputStream(
                java.util.Objects.requireNonNull(Capture.class.getResourceAsStream(resource), resource))) {
            var file = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            var datagrams = new ArrayList<ByteBuffer>();
            for (int at = 24; at + 16 <= file.limit(); ) {
                int length = file.getInt(at + 8);
                at += 16;
                int ip = at + LINK_BYTES;
                boolean fragment = (file.order(ByteOrder.BIG_ENDIAN).getShort(ip + 6) & 0x3FFF) != 0;
                int udp = ip + (file.get(ip) & 0xF) * 4;
                int size = Short.toUnsignedInt(file.getShort(udp + 4)) - 8;
                if (file.get(ip + 9) == 17 && !fragment && udp + 8 + size <= at + length) {
                    datagrams.add(file.slice(udp + 8, size).order(ByteOrder.LITTLE_ENDIAN));
                }
                file.order(ByteOrder.LITTLE_ENDIAN);
                at += length;
            }
            return new Capture(name, datagrams);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
