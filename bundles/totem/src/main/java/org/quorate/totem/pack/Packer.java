package org.quorate.totem.pack;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import org.quorate.totem.frame.Multicast;

/** Packs messages into packets that are filled as far as possible. */
public final class Packer {
    static final int HEADER_BYTES = 8;

    /** A shorter piece is not worth its length field. */
    private static final int LEAST_FRAGMENT_BYTES = 32;

    private static final int LAST_FRAGMENT_NUMBER = 255;

    private final byte[] blocks;
    private final short[] lengths;
    private final Consumer<byte[]> packets;
    private int used;
    private int count;
    private int continuation;

    /**
     * A packer for one stream of packets.
     *
     * @param areaBytes room for blocks and their lengths in a packet
     * @param packets takes each full packet: room for the header of a {@link Multicast}, then the payload
     */
    public Packer(int areaBytes, Consumer<byte[]> packets) {
        this.blocks = new byte[areaBytes];
        this.lengths = new short[areaBytes];
        this.packets = packets;
    }

    /** Adds a message; its tail may stay here until {@link #flush()}. */
    public void add(byte[] message) {
        int offset = 0;
        int fragment = 0;
        while (message.length - offset > room()) {
            if (count > 0 && room() < LEAST_FRAGMENT_BYTES) {
                close(0);
                continue;
            }
            int length = room();
            append(message, offset, length);
            offset += length;
            fragment = fragment == LAST_FRAGMENT_NUMBER ? 1 : fragment + 1;
            close(fragment);
        }
        append(message, offset, message.length - offset);
    }

    /** Hands out what is left, as a packet of its own. */
    public void flush() {
        if (count > 0) {
            close(0);
        }
    }

    private int room() {
        return blocks.length - used - Short.BYTES * (count + 1);
    }

    private void append(byte[] message, int offset, int length) {
        System.arraycopy(message, offset, blocks, used, length);
        used += length;
        lengths[count++] = (short) length;
    }

    private void close(int fragmented) {
        var packet = new byte[Multicast.HEADER_BYTES + HEADER_BYTES + Short.BYTES * count + used];
        var out = ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN).position(Multicast.HEADER_BYTES);
        out.putInt(0).put((byte) fragmented).put((byte) continuation).putShort((short) count);
        for (int i = 0; i < count; i++) {
            out.putShort(lengths[i]);
        }
        out.put(blocks, 0, used);
        used = 0;
        count = 0;
        continuation = fragmented;
        packets.accept(packet);
    }
}
