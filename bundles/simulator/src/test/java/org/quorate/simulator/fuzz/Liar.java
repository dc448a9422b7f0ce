package org.quorate.simulator.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.quorate.simulator.node.SimulatedNode;
import org.quorate.totem.frame.FrameCodec;
import org.quorate.totem.frame.Multicast;
import org.quorate.totem.frame.RingId;
import org.quorate.totem.frame.Token;
import org.quorate.totem.pack.Packer;

/**
 * Makes packets of packets that were heard: as they were, with bits or whole fields changed, cut, made longer, put together of
 * two, moved into the present ring, or built anew around a message that was changed.
 */
final class Liar {
    private static final int HEADER_BYTES = 13;
    private static final int MOST_BYTES = 2000;
    private static final int PAYLOAD = Multicast.HEADER_BYTES;
    private static final int SYNC_RING = 8 + 16;
    private static final byte[] SYNC = {1, 0, 4, 0, 's', 'y', 'n', 'c'};

    /** Where the ring stands in each kind of frame; -1: it has none. */
    private static final int[] RING_AT = {29, 25, 17, -1, 17, 13};

    private static final long[] SEQUENCES = {
        0, 1, -1, 1L << 31, 1L << 48, (1L << 48) - 4, 1L << 62, Long.MAX_VALUE, Long.MIN_VALUE
    };
    private static final int[] NUMBERS = {
        0,
        1,
        2,
        3,
        -1,
        30,
        31,
        127,
        128,
        255,
        256,
        384,
        385,
        16383,
        16384,
        16385,
        65535,
        65536,
        1 << 20,
        1 << 26,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE
    };

    private final Random random;
    private final Corpus corpus;
    private final List<Integer> nodes;

    /** What a node believes: its ring, and how far the numbers have come. */
    record View(RingId ring, Token last, int highSeq) {}

    Liar(Random random, Corpus corpus, List<SimulatedNode> nodes) {
        this.random = random;
        this.corpus = corpus;
        this.nodes = nodes.stream().map(SimulatedNode::id).toList();
    }

    /** The packets of one lie, mostly one. */
    List<byte[]> next(View view) {
        return switch (random.nextInt(10)) {
            case 0 -> List.of(corpus.datagram());
            case 1, 2 -> rebuilt(view);
            case 3 -> List.of(spliced(corpus.datagram(), corpus.datagram()));
            case 4 -> List.of(resized(corpus.datagram()));
            default -> List.of(spoiled(corpus.datagram().clone(), view));
        };
    }

    // ---- the packet

    private byte[] spoiled(byte[] packet, View view) {
        if (random.nextInt(4) > 0) {
            moveInto(packet, view);
        }
        for (int edits = random.nextInt(4); edits > 0; edits--) {
            switch (random.nextInt(3)) {
                case 0 -> packet[random.nextInt(packet.length)] ^= (byte) (1 << random.nextInt(8));
                case 1 -> packet[random.nextInt(Math.min(packet.length, 80))] = (byte) random.nextInt(256);
                default -> editField(packet, view);
            }
        }
        return random.nextInt(20) == 0 ? resized(packet) : packet;
    }

    private byte[] resized(byte[] packet) {
        int length = random.nextInt(4) == 0 ? random.nextInt(65_507) : random.nextInt(packet.length + 40);
        var resized = Arrays.copyOf(packet, length);
        for (int i = packet.length; i < length; i++) {
            resized[i] = (byte) random.nextInt(256);
        }
        return resized;
    }

    private byte[] spliced(byte[] head, byte[] tail) {
        int at = random.nextInt(head.length);
        int from = random.nextInt(tail.length);
        var spliced = Arrays.copyOf(head, at + tail.length - from);
        System.arraycopy(tail, from, spliced, at, tail.length - from);
        return spliced;
    }

    /** As if it were of the present ring, and not long past. */
    private void moveInto(byte[] packet, View view) {
        int type = type(packet);
        if (type < 0 || RING_AT[type] < 0 || packet.length < RING_AT[type] + RingId.BYTES) {
            return;
        }
        var out = ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN);
        putRing(out, RING_AT[type], view.ring());
        int ahead = random.nextInt(40) - 8;
        if (type == Corpus.Kind.TOKEN.ordinal()) {
            out.putInt(13, view.highSeq() + (random.nextInt(3) == 0 ? ahead : 0));
            out.putInt(17, view.last().tokenSeq() + 1 + random.nextInt(20));
            out.putInt(21, view.highSeq() + (random.nextInt(3) == 0 ? ahead : 0));
        } else if (type == Corpus.Kind.MULTICAST.ordinal()) {
            out.putInt(17, view.highSeq() + ahead);
        }
        if (random.nextBoolean()) {
            out.putInt(5, anyNode());
        }
    }

    /** One of the ring's own types, or -1. */
    private static int type(byte[] packet) {
        int type = packet.length > HEADER_BYTES ? packet[3] : -1;
        return type < RING_AT.length ? type : -1;
    }

    private void editField(byte[] packet, View view) {
        int type = type(packet);
        var out = ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN);
        int fields = Math.max(1, (Math.min(packet.length, 200) - HEADER_BYTES) / Integer.BYTES);
        int at = HEADER_BYTES + Integer.BYTES * random.nextInt(fields);
        if (type >= 0 && random.nextInt(4) == 0) {
            at = random.nextInt(3) == 0 ? 5 : Math.max(RING_AT[type], HEADER_BYTES);
        }
        putAny(out, at, view);
    }

    private void putAny(ByteBuffer out, int at, View view) {
        switch (random.nextInt(5)) {
            case 0 -> putInt(out, at, anyNode());
            case 1 -> putInt(out, at, view.highSeq() + random.nextInt(64) - 32);
            case 2 -> putRing(out, at, random.nextInt(3) == 0 ? corpus.oldRing() : view.ring());
            case 3 -> {
                long sequence = random.nextBoolean()
                        ? view.ring().sequence() + 4L * (random.nextInt(9) - 4)
                        : SEQUENCES[random.nextInt(SEQUENCES.length)] + random.nextInt(9) - 4;
                if (at + Integer.BYTES + Long.BYTES <= out.limit()) {
                    out.putLong(random.nextBoolean() ? at : at + Integer.BYTES, sequence);
                }
            }
            default -> putInt(out, at, NUMBERS[random.nextInt(NUMBERS.length)] + random.nextInt(3) - 1);
        }
    }

    private static void putInt(ByteBuffer out, int at, int value) {
        if (at + Integer.BYTES <= out.limit()) {
            out.putInt(at, value);
        }
    }

    private static void putRing(ByteBuffer out, int at, RingId ring) {
        if (at + RingId.BYTES <= out.limit()) {
            out.putInt(at, ring.representative()).putLong(at + Integer.BYTES, ring.sequence());
        }
    }

    private int anyNode() {
        return switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1 -> random.nextInt();
            case 2 -> 1 + random.nextInt(1000);
            default -> nodes.get(random.nextInt(nodes.size()));
        };
    }

    // ---- the message in it

    /** A message with changed fields, in sound packets of the present ring with the numbers that come next. */
    private List<byte[]> rebuilt(View view) {
        var message = corpus.message().clone();
        var out = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        if (random.nextInt(4) > 0
                && Arrays.equals(message, 0, Math.min(SYNC.length, message.length), SYNC, 0, SYNC.length)) {
            putRing(out, SYNC_RING, view.ring());
        }
        for (int edits = random.nextInt(4); edits > 0; edits--) {
            int at = random.nextInt(Math.min(message.length, 300));
            switch (random.nextInt(4)) {
                case 0 -> message[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> message[at] = (byte) random.nextInt(256);
                default -> putAny(out, at, view);
            }
        }
        if (random.nextInt(8) == 0) {
            message = resized(Arrays.copyOf(message, Math.min(message.length, MOST_BYTES)));
        }
        var packets = new ArrayList<byte[]>();
        int node = random.nextInt(20) == 0 ? anyNode() : nodes.get(random.nextInt(nodes.size()));
        int seq = view.highSeq() + 1 + random.nextInt(3);
        var packer = new Packer(1374, packet -> packets.add(packet));
        packer.add(message);
        packer.flush();
        for (int i = 0; i < packets.size(); i++) {
            var packet = Multicast.ordinary(packets.get(i), node, seq + i, random.nextInt(100), view.ring());
            if (random.nextInt(20) == 0) {
                int field = PAYLOAD + 4 + random.nextInt(6);
                if (field < packet.bytes().length) {
                    packet.bytes()[field] = (byte) random.nextInt(256);
                }
            }
            var bytes = packet.bytes();
            packets.set(i, random.nextInt(30) == 0 ? wrapped(packet, view) : bytes);
        }
        assert packets.stream().allMatch(packet -> packet.length <= FrameCodec.MAX_BYTES) : "fits a datagram";
        return packets;
    }

    /** As survivors exchange it. */
    private byte[] wrapped(Multicast packet, View view) {
        return Multicast.recovered(packet, nodes.getFirst(), view.highSeq() + random.nextInt(4), 0, view.ring())
                .bytes();
    }
}
