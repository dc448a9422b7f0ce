package org.quorate.netcheck.probe;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one node knows of all others, for the node that asked, all fields big-endian.
 * <pre>
 * | number of halves, 16 bits; then for each:                                                |
 * |   node, other: length in bytes, 8 bits, and UTF-8; link, 8 bits; own, target: addresses  |
 * |   sent; round trips: count, 32 bits, median, worst, jitter, 64 bits each                 |
 * |   unreachable, denied, 32 bits each; refusal as a name; claimed address                  |
 * |   machine answers, 8 bits; heard                                                         |
 * </pre>
 */
final class HalfCodec {
    /** Each node with each other on eight links. */
    private static final int MOST_HALVES = 1024;

    private static final int MOST_BYTES = 3 * (1 + ProbeCodec.MOST_NAME_BYTES)
            + 3 * Addresses.MOST_BYTES
            + Sent.BYTES
            + Heard.MOST_BYTES
            + 4
            + 3 * 8
            + 2 * 4
            + 2;

    private HalfCodec() {}

    static byte[] encode(List<Half> halves) {
        var some = halves.subList(0, Math.min(halves.size(), MOST_HALVES));
        var out = ByteBuffer.allocate(Short.BYTES + some.size() * MOST_BYTES);
        out.putShort((short) some.size());
        for (var half : some) {
            put(out, half);
        }
        var bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }

    private static void put(ByteBuffer out, Half half) {
        putText(out, half.node());
        putText(out, half.other());
        out.put((byte) half.link());
        Addresses.put(out, Optional.of(half.own()));
        Addresses.put(out, Optional.of(half.target()));
        var sender = half.sender();
        sender.sent().put(out);
        out.putInt(sender.trips().count());
        out.putLong(sender.trips().medianNanos());
        out.putLong(sender.trips().worstNanos());
        out.putLong(sender.trips().jitterNanos());
        out.putInt(sender.unreachable()).putInt(sender.denied());
        putText(out, sender.refusal().orElse(""));
        Addresses.put(out, sender.claimed());
        out.put((byte) (sender.machineAnswers() ? 1 : 0));
        half.heard().put(out);
    }

    /** What remains of the buffer, taken out of it. */
    static List<Half> decode(ByteBuffer in) throws IOException {
        try {
            int count = Short.toUnsignedInt(in.getShort());
            if (count > MOST_HALVES) {
                throw new IOException(count + " pairs of one node");
            }
            var halves = new ArrayList<Half>();
            for (int i = 0; i < count; i++) {
                halves.add(get(in));
            }
            return halves;
        } catch (BufferUnderflowException | MalformedProbeException e) {
            throw new IOException("the figures of a node make no sense: " + e.getMessage(), e);
        }
    }

    private static Half get(ByteBuffer in) throws MalformedProbeException {
        var node = text(in);
        var other = text(in);
        int link = in.get();
        var own = address(in);
        var target = address(in);
        var sent = Sent.get(in);
        var trips = new RoundTrips.Summary(in.getInt(), in.getLong(), in.getLong(), in.getLong());
        int unreachable = in.getInt();
        int denied = in.getInt();
        var refusal = Optional.of(text(in)).filter(text -> !text.isEmpty());
        var claimed = Addresses.get(in);
        boolean answers = in.get() != 0;
        var sender = new Sender(sent, trips, unreachable, denied, refusal, claimed, answers);
        return new Half(node, other, link, own, target, sender, Heard.get(in));
    }

    private static InetSocketAddress address(ByteBuffer in) throws MalformedProbeException {
        return Addresses.get(in).orElseThrow(() -> new MalformedProbeException("no address"));
    }

    private static void putText(ByteBuffer out, String text) {
        var bytes = ProbeCodec.shortened(text).getBytes(StandardCharsets.UTF_8);
        out.put((byte) bytes.length).put(bytes);
    }

    private static String text(ByteBuffer in) {
        var bytes = new byte[Math.min(Byte.toUnsignedInt(in.get()), ProbeCodec.MOST_NAME_BYTES)];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
