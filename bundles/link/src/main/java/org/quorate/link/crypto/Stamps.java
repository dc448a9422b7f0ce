package org.quorate.link.crypto;

import java.util.random.RandomGenerator;

/**
 * What this node puts where the format wants bytes that nobody can tell in advance: which of its processes sends, and the
 * number of the packet among those of that process. Encrypted, blocks that are never the same are such bytes (NIST SP 800-38A, appendix C), so
 * nothing on the wire differs from libknet's; but who has the key sees what was recorded and is sent again.
 *
 * <pre>
 * | mark, 32 bits | session, 48 bits | number, 48 bits |
 * </pre>
 */
final class Stamps {
    /** Of a packet that has none, as those of libknet. */
    static final long NONE = 0;

    static final int BYTES = 16;

    private static final int MARK = 0x51_72_74_31;
    private static final int MARK_BYTES = 4;
    private static final int PART_BYTES = 6;

    /** Of two layers of one process one has the odd numbers and one the even, so that none is ever there twice. */
    private static final int STEP = 2;

    private long session;
    private long number;

    Stamps(RandomGenerator random) {
        session = random.nextLong(1, 1L << Byte.SIZE * PART_BYTES);
    }

    /** Writes the next one to the begin of the array. */
    void put(byte[] out) {
        write(out, 0, MARK_BYTES, MARK);
        write(out, MARK_BYTES, PART_BYTES, session);
        number += STEP;
        write(out, MARK_BYTES + PART_BYTES, PART_BYTES, number);
    }

    /** Which process this is to others. */
    long session() {
        return session;
    }

    /** Of the last packet. */
    long number() {
        return number;
    }

    /** Goes on behind another layer of this process, which may go on, too. */
    void continueFrom(long itsSession, long itsNumber) {
        number = itsSession == session ? Math.max(number, itsNumber + 1) : itsNumber + 1;
        session = itsSession;
    }

    /** Which process sent the packet at whose begin that is, or {@link #NONE}. */
    static long session(byte[] block) {
        return (int) read(block, 0, MARK_BYTES) == MARK ? read(block, MARK_BYTES, PART_BYTES) : NONE;
    }

    /** The packet's number, from 1. */
    static long number(byte[] block) {
        return read(block, MARK_BYTES + PART_BYTES, PART_BYTES);
    }

    private static void write(byte[] out, int at, int bytes, long value) {
        for (int i = 0; i < bytes; i++) {
            out[at + i] = (byte) (value >>> Byte.SIZE * (bytes - 1 - i));
        }
    }

    private static long read(byte[] in, int at, int bytes) {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value = value << Byte.SIZE | Byte.toUnsignedLong(in[at + i]);
        }
        return value;
    }
}
