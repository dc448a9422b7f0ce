package org.quorate.totem.frame;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A sequenced packet. It is kept as the bytes of the wire, since a retransmission must be identical to the original.
 *
 * <pre>
 * |  0 header, 13: its byte 4 is 1 for a packet of the old ring inside, 2 for messages  |
 * | 13 originator u32 | 17 seq u32 | 21 count of the originator u32 | 25 ring, 12        |
 * | 37 unused u32     | 41 guarantee u32                           | 45 payload         |
 * </pre>
 *
 * <p>The guarantee is 0 in what corosync sends, nobody who receives it looks at it, and it stays with a packet that is sent
 * again: there a Quorate node leaves its mark.
 */
public final class Multicast implements Frame {
    /** Bytes before the payload. */
    public static final int HEADER_BYTES = 45;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** "Qrt", and the version of what such a node may be expected to do. */
    private static final int MARK = 0x51727401;

    private static final int RECOVERED = 1;
    private static final int ORDINARY = 2;

    private final byte[] packet;

    /** Over bytes that the codec has checked; they are not copied and must not be changed. */
    Multicast(byte[] packet) {
        this.packet = packet;
    }

    /**
     * Completes a packet whose payload stands behind room for the header, and takes it over.
     *
     * @param packet {@link #HEADER_BYTES} free bytes, then the payload
     */
    public static Multicast ordinary(byte[] packet, int node, int seq, int count, RingId ring) {
        return complete(packet, ORDINARY, node, seq, count, ring);
    }

    /** A packet of an old ring, wrapped for its survivors in the new one. */
    public static Multicast recovered(Multicast old, int node, int seq, int count, RingId ring) {
        var packet = new byte[HEADER_BYTES + old.packet.length];
        System.arraycopy(old.packet, 0, packet, HEADER_BYTES, old.packet.length);
        return complete(packet, RECOVERED, node, seq, count, ring);
    }

    private static Multicast complete(byte[] packet, int kind, int node, int seq, int count, RingId ring) {
        FrameCodec.putHeader(packet, FrameCodec.MULTICAST, kind, node);
        INT.set(packet, 13, node);
        INT.set(packet, 17, seq);
        INT.set(packet, 21, count);
        INT.set(packet, 25, ring.representative());
        LONG.set(packet, 29, ring.sequence());
        INT.set(packet, 37, 0);
        INT.set(packet, 41, MARK);
        return new Multicast(packet);
    }

    @Override
    public int sender() {
        return (int) INT.get(packet, 5);
    }

    /** Who sent it first. */
    public int originator() {
        return (int) INT.get(packet, 13);
    }

    /** Its number on the ring. */
    public int seq() {
        return (int) INT.get(packet, 17);
    }

    /** The ring on which the number counts. */
    public RingId ring() {
        return new RingId((int) INT.get(packet, 25), (long) LONG.get(packet, 29));
    }

    /** Whether it belongs to this ring. */
    public boolean isOf(RingId ring) {
        return (int) INT.get(packet, 25) == ring.representative() && (long) LONG.get(packet, 29) == ring.sequence();
    }

    /** Whether its originator is a Quorate node. */
    public boolean isMarked() {
        return (int) INT.get(packet, 41) == MARK;
    }

    /** Whether the payload is a packet of an old ring. */
    public boolean isRecovered() {
        return packet[4] == RECOVERED;
    }

    /** The packet of an old ring that is the payload. */
    public Multicast unwrap() throws MalformedFrameException {
        var inner = FrameCodec.decode(ByteBuffer.wrap(packet, HEADER_BYTES, packet.length - HEADER_BYTES)
                .slice());
        if (inner instanceof Multicast multicast && !multicast.isRecovered()) {
            return multicast;
        }
        throw new MalformedFrameException("recovered packet of another type", HEADER_BYTES);
    }

    /** The packet as it goes over the wire. Not to be changed. */
    public byte[] bytes() {
        return packet;
    }
}
