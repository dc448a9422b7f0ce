package org.quorate.netcheck.cluster;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.quorate.netcheck.CheckPlan;

/**
 * A message on the wire, all fields big-endian.
 * <pre>
 * | kind, 8 bits; id, 64 bits                                                                      |
 * | begin (1): key, 32 bytes; count, interval, long count, long interval: 32 bits each;            |
 * |            needs multicast, 8 bits; number of nodes, 16 bits; nodes, 32 bits each, ascending    |
 * | ready (2): number of links, 8 bits; link, 8 bits, and port, 16 bits, each; problem: text        |
 * | found (3): length, 32 bits, and halves; number of hints, 16 bits; hints: texts                  |
 * | end (4):   nothing                                                                              |
 * </pre>
 * A text is its length in bytes, 16 bits, and UTF-8.
 */
final class MessageCodec {
    static final int KEY_BYTES = 32;

    private static final int MOST_NODES = 1024;
    private static final int MOST_LINKS = 8;
    private static final int MOST_HINTS = 64;
    private static final int MOST_TEXT_BYTES = 1024;

    private MessageCodec() {}

    static ByteBuffer encode(Message message) {
        return switch (message) {
            case Message.Begin begin -> begin(begin);
            case Message.Ready ready -> ready(ready);
            case Message.Found found -> found(found);
            case Message.End end -> start(4, end.id(), 0).flip();
        };
    }

    private static ByteBuffer start(int kind, long id, int bytes) {
        return ByteBuffer.allocate(1 + Long.BYTES + bytes).put((byte) kind).putLong(id);
    }

    private static ByteBuffer begin(Message.Begin begin) {
        var out = start(
                1, begin.id(), KEY_BYTES + 4 * 4 + 1 + 2 + 4 * begin.nodes().size());
        var plan = begin.plan();
        out.put(begin.key()).putInt(plan.count()).putInt(plan.intervalMicros());
        out.putInt(plan.longCount()).putInt(plan.longIntervalMillis());
        out.put((byte) (plan.needsMulticast() ? 1 : 0));
        out.putShort((short) begin.nodes().size());
        new TreeSet<>(begin.nodes()).forEach(out::putInt);
        return out.flip();
    }

    private static ByteBuffer ready(Message.Ready ready) {
        var problem = bytes(ready.problem());
        var out = start(2, ready.id(), 1 + 3 * ready.ports().size() + 2 + problem.length);
        out.put((byte) ready.ports().size());
        new TreeMap<>(ready.ports())
                .forEach((link, port) -> out.put(link.byteValue()).putShort(port.shortValue()));
        return out.putShort((short) problem.length).put(problem).flip();
    }

    private static ByteBuffer found(Message.Found found) {
        var hints = found.hints().stream().map(MessageCodec::bytes).toList();
        int size = hints.stream().mapToInt(hint -> 2 + hint.length).sum();
        var out = start(3, found.id(), 4 + found.halves().length + 2 + size);
        out.putInt(found.halves().length).put(found.halves()).putShort((short) hints.size());
        hints.forEach(hint -> out.putShort((short) hint.length).put(hint));
        return out.flip();
    }

    private static byte[] bytes(String text) {
        var shorter = text;
        while (shorter.getBytes(StandardCharsets.UTF_8).length > MOST_TEXT_BYTES) {
            shorter = shorter.substring(0, shorter.length() - 1);
        }
        return shorter.getBytes(StandardCharsets.UTF_8);
    }

    /** What remains of the buffer. */
    static Message decode(ByteBuffer message) throws IOException {
        var in = message.slice().order(ByteOrder.BIG_ENDIAN);
        try {
            int kind = in.get();
            long id = in.getLong();
            return switch (kind) {
                case 1 -> begin(id, in);
                case 2 -> ready(id, in);
                case 3 -> found(id, in);
                case 4 -> new Message.End(id);
                default -> throw new IOException("kind " + kind);
            };
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new IOException("it makes no sense: " + e.getMessage(), e);
        }
    }

    private static Message begin(long id, ByteBuffer in) throws IOException {
        var key = new byte[KEY_BYTES];
        in.get(key);
        int count = in.getInt();
        int interval = in.getInt();
        int longCount = in.getInt();
        int longInterval = in.getInt();
        var plan = new CheckPlan(count, interval, longCount, longInterval, in.get() != 0);
        Set<Integer> nodes = new TreeSet<>();
        for (int left = count(Short.toUnsignedInt(in.getShort()), MOST_NODES); left > 0; left--) {
            nodes.add(in.getInt());
        }
        return new Message.Begin(id, key, plan, nodes);
    }

    private static Message ready(long id, ByteBuffer in) throws IOException {
        Map<Integer, Integer> ports = new TreeMap<>();
        for (int left = count(in.get(), MOST_LINKS); left > 0; left--) {
            ports.put((int) in.get(), Short.toUnsignedInt(in.getShort()));
        }
        return new Message.Ready(id, ports, text(in));
    }

    private static Message found(long id, ByteBuffer in) throws IOException {
        var halves = new byte[count(in.getInt(), in.remaining())];
        in.get(halves);
        List<String> hints = new ArrayList<>();
        for (int left = count(Short.toUnsignedInt(in.getShort()), MOST_HINTS); left > 0; left--) {
            hints.add(text(in));
        }
        return new Message.Found(id, halves, hints);
    }

    private static String text(ByteBuffer in) throws IOException {
        var bytes = new byte[count(Short.toUnsignedInt(in.getShort()), MOST_TEXT_BYTES)];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Checked before anything is allocated. */
    private static int count(int found, int most) throws IOException {
        if (found < 0 || found > most) {
            throw new IOException("found " + found + " of something, of which there are at most " + most);
        }
        return found;
    }
}
