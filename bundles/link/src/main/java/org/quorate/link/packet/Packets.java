package org.quorate.link.packet;

import java.util.Arrays;

/**
 * Packets to bytes and back. Offsets are from the begin of the packet.
 *
 * <pre>
 * | 0 version u8 = 1 | 1 type u8 | 2 node u16 | 4 reserved u16 |
 *
 * data         | 6 sequence u16 | 8 compression u8 | 9 pad | 10 broadcast u8 | 11 fragments u8 | 12 index u8 | 13 channel s8
 *              | 14 bytes of the frame |
 * ping, pong   | 6 link u8 | 7 time, 16 bytes that only the sender of the ping understands | 23 sequence u16 | 25 timed u8 |
 * probe, reply | 6 link u8 | 7 size u16, little endian | 9 a probe is filled with zeros |
 * </pre>
 */
public final class Packets {
    /** Of knet. */
    public static final int VERSION = 1;

    public static final int DATA = 0x00;
    public static final int PING = 0x81;
    public static final int PONG = 0x82;
    public static final int PROBE = 0x83;
    public static final int PROBE_REPLY = 0x84;

    public static final int DATA_HEADER_BYTES = 14;
    public static final int PING_BYTES = 26;
    public static final int PROBE_BYTES = 9;

    /** What is shorter has not even a link. */
    public static final int LEAST_BYTES = 7;

    private static final int TYPE = 1;
    private static final int NODE = 2;
    private static final int LINK = 6;
    private static final int SEQUENCE = 6;
    private static final int COMPRESSION = 8;
    private static final int BROADCAST = 10;
    private static final int FRAGMENTS = 11;
    private static final int INDEX = 12;
    private static final int CHANNEL = 13;
    private static final int TIME = 7;
    private static final int TIME_WORD_BYTES = 8;
    private static final int PING_SEQUENCE = 23;
    private static final int TIMED = 25;
    private static final int PROBE_SIZE = 7;

    private Packets() {}

    public static int version(byte[] packet, int at) {
        return u8(packet, at);
    }

    public static int type(byte[] packet, int at) {
        return u8(packet, at + TYPE);
    }

    /** Who sent it, as it says. */
    public static int node(byte[] packet, int at) {
        return u16(packet, at + NODE);
    }

    /** Of a packet that is no data. */
    public static int link(byte[] packet, int at) {
        return u8(packet, at + LINK);
    }

    public static int sequence(byte[] packet, int at) {
        return u16(packet, at + SEQUENCE);
    }

    public static int compression(byte[] packet, int at) {
        return u8(packet, at + COMPRESSION);
    }

    public static int fragments(byte[] packet, int at) {
        return u8(packet, at + FRAGMENTS);
    }

    /** From 1; 0 if there is only one. */
    public static int index(byte[] packet, int at) {
        return u8(packet, at + INDEX);
    }

    public static int channel(byte[] packet, int at) {
        return packet[at + CHANNEL];
    }

    /** Half of what the sender of a ping wrote for itself: 0 or 1. */
    public static long timeWord(byte[] packet, int at, int word) {
        long value = 0;
        for (int i = TIME_WORD_BYTES - 1; i >= 0; i--) {
            value = value << Byte.SIZE | u8(packet, at + TIME + TIME_WORD_BYTES * word + i);
        }
        return value;
    }

    public static int pingSequence(byte[] packet, int at) {
        return u16(packet, at + PING_SEQUENCE);
    }

    public static boolean timed(byte[] packet, int at) {
        return packet[at + TIMED] != 0;
    }

    public static int probeSize(byte[] packet, int at) {
        return u8(packet, at + PROBE_SIZE) | u8(packet, at + PROBE_SIZE + 1) << Byte.SIZE;
    }

    /** The header of a fragment; its bytes stand behind it. */
    public static void putData(
            byte[] out, int at, int node, int sequence, int compression, boolean broadcast, int fragments, int index) {
        header(out, at, DATA, node);
        putU16(out, at + SEQUENCE, sequence);
        out[at + COMPRESSION] = (byte) compression;
        out[at + COMPRESSION + 1] = 0;
        out[at + BROADCAST] = (byte) (broadcast ? 1 : 0);
        out[at + FRAGMENTS] = (byte) fragments;
        out[at + INDEX] = (byte) index;
        out[at + CHANNEL] = 0;
    }

    /** A whole ping, {@link #PING_BYTES}. */
    public static void putPing(
            byte[] out, int at, int node, int link, long time, long time2, int sequence, boolean timed) {
        header(out, at, PING, node);
        out[at + LINK] = (byte) link;
        for (int i = 0; i < TIME_WORD_BYTES; i++) {
            out[at + TIME + i] = (byte) (time >>> Byte.SIZE * i);
            out[at + TIME + TIME_WORD_BYTES + i] = (byte) (time2 >>> Byte.SIZE * i);
        }
        putU16(out, at + PING_SEQUENCE, sequence);
        out[at + TIMED] = (byte) (timed ? 1 : 0);
    }

    /** A whole probe of that many bytes. */
    public static void putProbe(byte[] out, int at, int length, int node, int link, int size) {
        header(out, at, PROBE, node);
        out[at + LINK] = (byte) link;
        out[at + PROBE_SIZE] = (byte) size;
        out[at + PROBE_SIZE + 1] = (byte) (size >>> Byte.SIZE);
        Arrays.fill(out, at + PROBE_BYTES, at + length, (byte) 0);
    }

    /** The answer to a ping or a probe, whose bytes it repeats; answers how long it is. */
    public static int putAnswer(byte[] request, int at, int length, int node, byte[] out, int outAt) {
        boolean ping = type(request, at) == PING;
        int bytes = ping ? PING_BYTES : PROBE_BYTES;
        int common = Math.min(length, bytes);
        System.arraycopy(request, at, out, outAt, common);
        Arrays.fill(out, outAt + common, outAt + bytes, (byte) 0);
        out[outAt + TYPE] = (byte) (ping ? PONG : PROBE_REPLY);
        putU16(out, outAt + NODE, node);
        return bytes;
    }

    private static void header(byte[] out, int at, int type, int node) {
        out[at] = VERSION;
        out[at + TYPE] = (byte) type;
        putU16(out, at + NODE, node);
        putU16(out, at + NODE + Short.BYTES, 0);
    }

    private static int u8(byte[] bytes, int at) {
        return Byte.toUnsignedInt(bytes[at]);
    }

    private static int u16(byte[] bytes, int at) {
        return u8(bytes, at) << Byte.SIZE | u8(bytes, at + 1);
    }

    private static void putU16(byte[] out, int at, int value) {
        out[at] = (byte) (value >>> Byte.SIZE);
        out[at + 1] = (byte) value;
    }
}
