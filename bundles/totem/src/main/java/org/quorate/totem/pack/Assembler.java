package org.quorate.totem.pack;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.quorate.totem.frame.Multicast;

/**
 * Puts the messages of one sender together again. After a gap it drops the rest of the message that was cut, and no
 * more than that (corosync drops the whole packet in which the next one begins).
 */
public final class Assembler {
    /** A message of 1 MiB and what surrounds it; whoever sends more is not believed. */
    static final int MAX_MESSAGE_BYTES = (1 << 20) + (1 << 16);

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final byte[] NOTHING = {};

    /** Takes whole messages. */
    @FunctionalInterface
    public interface Messages {
        /** A message between offset and offset + length; the array is not reused. */
        void message(int sender, byte[] data, int offset, int length);
    }

    private static final int LEAST_ROOM = 4096;

    private byte[] begun = NOTHING;
    private int length;
    private int lastFragment;
    private boolean discarding;

    /** Takes a packet, and hands out each message that it completes. Answers false if the packet makes no sense. */
    public boolean receive(Multicast multicast, Messages messages) {
        byte[] packet = multicast.bytes();
        int header = Multicast.HEADER_BYTES;
        if (packet.length < header + Packer.HEADER_BYTES) {
            return false;
        }
        int fragmented = Byte.toUnsignedInt(packet[header + 4]);
        int continuation = Byte.toUnsignedInt(packet[header + 5]);
        int count = unsignedShort(packet, header + 6);
        int lengths = header + Packer.HEADER_BYTES;
        long total = lengths + (long) Short.BYTES * count;
        if (count == 0 || total > packet.length) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            total += unsignedShort(packet, lengths + Short.BYTES * i);
        }
        if (total != packet.length) {
            return false;
        }
        if (continuation != lastFragment) {
            length = 0;
            discarding = continuation != 0;
        }
        int sender = multicast.originator();
        int at = lengths + Short.BYTES * count;
        for (int i = 0; i < count; i++) {
            int size = unsignedShort(packet, lengths + Short.BYTES * i);
            block(packet, at, size, fragmented != 0 && i == count - 1, sender, messages);
            at += size;
        }
        lastFragment = fragmented;
        return true;
    }

    private void block(byte[] packet, int at, int size, boolean goesOn, int sender, Messages messages) {
        if (discarding) {
            discarding = goesOn;
        } else if (goesOn || length > 0) {
            if (length + size > MAX_MESSAGE_BYTES) {
                begun = NOTHING;
                length = 0;
                discarding = goesOn;
                return;
            }
            append(packet, at, size, goesOn);
            if (!goesOn) {
                messages.message(sender, begun, 0, length);
                begun = NOTHING;
                length = 0;
            }
        } else {
            messages.message(sender, packet, at, size);
        }
    }

    /** The last piece needs no room behind it. */
    private void append(byte[] packet, int at, int size, boolean goesOn) {
        int needed = length + size;
        if (begun.length < needed) {
            begun = Arrays.copyOf(begun, goesOn ? Math.max(Math.max(2 * begun.length, needed), LEAST_ROOM) : needed);
        }
        System.arraycopy(packet, at, begun, length, size);
        length = needed;
    }

    private static int unsignedShort(byte[] packet, int at) {
        return Short.toUnsignedInt((short) SHORT.get(packet, at));
    }
}
