package org.quorate.netcheck.probe;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.quorate.netcheck.CheckPlan;

/**
 * A packet on the wire, all fields big-endian.
 * <pre>
 * | "QNC1"                  | kind, 8 bits | needs multicast, 8 bits | reserved = 0, 16 bits |
 * | instance, 64 bits; sequence, 32 bits; sent, echo, held, 64 bits each                     |
 * | count, interval, long count, long interval: 32 bits each                                 |
 * | from, to: length in bytes, 8 bits, and UTF-8                                             |
 * | address; sent; heard                                                                     |
 * | zeros up to the size that is wanted; seal, 16 bytes                                      |
 * </pre>
 */
final class ProbeCodec {
    private static final int MAGIC = 0x514e4331;

    /** Long enough for a name of DNS's, in bytes. */
    static final int MOST_NAME_BYTES = 63;

    private static final int FIXED_BYTES = 8 + 8 + 4 + 3 * 8 + 4 * 4;

    /** No packet is smaller, so that each part of the test has packets of one size. */
    static final int LEAST_BYTES =
            FIXED_BYTES + 2 * (1 + MOST_NAME_BYTES) + Addresses.MOST_BYTES + Sent.BYTES + Heard.MOST_BYTES + Seal.BYTES;

    /** A jumbo frame of any make. */
    static final int MOST_BYTES = 9216;

    private final Seal seal;

    ProbeCodec(Seal seal) {
        this.seal = seal;
    }

    /** Of that many bytes, at least {@link #LEAST_BYTES}. */
    byte[] encode(Probe probe, int bytes) {
        var packet = new byte[Math.clamp(bytes, LEAST_BYTES, MOST_BYTES)];
        var out = ByteBuffer.wrap(packet);
        out.putInt(MAGIC).put((byte) probe.kind().ordinal());
        out.put((byte) (probe.plan().needsMulticast() ? 1 : 0)).putShort((short) 0);
        out.putLong(probe.instance()).putInt(probe.sequence());
        out.putLong(probe.sentNanos()).putLong(probe.echoNanos()).putLong(probe.heldNanos());
        var plan = probe.plan();
        out.putInt(plan.count()).putInt(plan.intervalMicros());
        out.putInt(plan.longCount()).putInt(plan.longIntervalMillis());
        putName(out, probe.from());
        putName(out, probe.to());
        Addresses.put(out, Optional.of(probe.address()));
        probe.sent().put(out);
        probe.heard().put(out);
        seal.close(packet, packet.length - Seal.BYTES);
        return packet;
    }

    /** What remains of the buffer, taken out of it. */
    Probe decode(ByteBuffer in) throws MalformedProbeException {
        int length = in.remaining();
        if (length < LEAST_BYTES || length > MOST_BYTES) {
            throw new MalformedProbeException("a packet of " + length + " bytes");
        }
        var packet = new byte[length];
        in.get(packet);
        if (!seal.holds(packet, length - Seal.BYTES)) {
            throw new MalformedProbeException("a packet that is not of this check");
        }
        try {
            return fields(ByteBuffer.wrap(packet, 0, length - Seal.BYTES));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new MalformedProbeException("a packet that makes no sense: " + e.getMessage());
        }
    }

    private static Probe fields(ByteBuffer in) throws MalformedProbeException {
        if (in.getInt() != MAGIC) {
            throw new MalformedProbeException("another version");
        }
        int number = in.get();
        var kind = ProbeKind.of(number).orElseThrow(() -> new MalformedProbeException("kind " + number));
        boolean needsMulticast = in.get() != 0;
        in.getShort();
        long instance = in.getLong();
        int sequence = in.getInt();
        long sent = in.getLong();
        long echo = in.getLong();
        long held = in.getLong();
        var plan = new CheckPlan(in.getInt(), in.getInt(), in.getInt(), in.getInt(), needsMulticast);
        var from = name(in);
        var to = name(in);
        var address = Addresses.get(in).orElseThrow(() -> new MalformedProbeException("no address"));
        return new Probe(
                kind, instance, sequence, sent, echo, held, plan, from, to, address, Sent.get(in), Heard.get(in));
    }

    /** Cut to what fits; names are compared after that. */
    static String shortened(String name) {
        var shorter = name;
        while (shorter.getBytes(StandardCharsets.UTF_8).length > MOST_NAME_BYTES) {
            shorter = shorter.substring(0, shorter.length() - 1);
        }
        return shorter;
    }

    private static void putName(ByteBuffer out, String name) {
        var bytes = name.getBytes(StandardCharsets.UTF_8);
        out.put((byte) bytes.length).put(bytes);
    }

    private static String name(ByteBuffer in) throws MalformedProbeException {
        int length = in.get();
        if (length < 0 || length > MOST_NAME_BYTES) {
            throw new MalformedProbeException("a name of " + length + " bytes");
        }
        var bytes = new byte[length];
        in.get(bytes);
        var name = new String(bytes, StandardCharsets.UTF_8);
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw new MalformedProbeException("a name with control characters");
        }
        return name;
    }
}
