package org.quorate.totem.cpg;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/** Large messages of which the end has not come. They cost what has come of them, whatever their beginning announces. */
final class UnfinishedMessages {
    /** Of one node. Its processes may send at the same time; that two send the largest messages is much already. */
    private static final long MAX_BYTES = 2L * Cpg.MAX_MESSAGE_BYTES;

    /** What a part needs beside its content: the message around it, and its place in the list. */
    private static final int OVERHEAD_BYTES = 300;

    private final Map<Origin, Unfinished> messages = new HashMap<>();
    private final Map<Integer, Long> bytesOfNodes = new HashMap<>();

    private record Origin(String group, CpgProcess process) {}

    private static final class Unfinished {
        final Queue<ByteBuffer> parts = new ArrayDeque<>();
        final int announced;
        int length;
        long cost;

        Unfinished(int announced) {
            this.announced = announced;
        }

        /** Each part is let go as soon as it is copied. */
        ByteBuffer takeWhole() {
            var whole = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
            for (var part = parts.poll(); part != null; part = parts.poll()) {
                whole.put(part);
            }
            return whole.flip();
        }
    }

    /** A message begins; what the process had begun before is forgotten. */
    void begin(String group, CpgProcess process, int announcedBytes) {
        forget(group, process);
        messages.put(new Origin(group, process), new Unfinished(announcedBytes));
    }

    /** Adds a part, unless its message began before this node was there, or has become too large. */
    Optional<ByteBuffer> add(String group, CpgProcess process, ByteBuffer part, boolean last) {
        var message = messages.get(new Origin(group, process));
        if (message == null) {
            return Optional.empty();
        }
        long cost = part.remaining() + OVERHEAD_BYTES;
        if (part.remaining() > message.announced - message.length || bytes(process) + cost > MAX_BYTES) {
            forget(group, process);
            return Optional.empty();
        }
        message.parts.add(part);
        message.length += part.remaining();
        message.cost += cost;
        bytesOfNodes.merge(process.node(), cost, Long::sum);
        if (!last) {
            return Optional.empty();
        }
        forget(group, process);
        return Optional.of(message.takeWhole());
    }

    void forget(String group, CpgProcess process) {
        var message = messages.remove(new Origin(group, process));
        if (message != null) {
            bytesOfNodes.computeIfPresent(
                    process.node(), (_, bytes) -> bytes == message.cost ? null : bytes - message.cost);
        }
    }

    private long bytes(CpgProcess process) {
        return bytesOfNodes.getOrDefault(process.node(), 0L);
    }
}
