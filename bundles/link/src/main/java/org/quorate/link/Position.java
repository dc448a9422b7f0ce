package org.quorate.link;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How far a layer has counted what it sends. As bytes, for a layer of another version of this code, little endian; whatever
 * follows is of later versions:
 *
 * <pre>
 * | 0 number of the last frame u16 | 2 nodes u16 | 4 session u64 | 12 number of the last packet u64 | 20 their ids u32 ... |
 * </pre>
 *
 * @param sequence of the last frame; 0: there was none
 * @param session which process this is to other nodes, where packets are encrypted
 * @param number of the last packet of that process
 * @param nodes to whom something was sent
 */
public record Position(int sequence, long session, long number, SortedSet<Integer> nodes) {
    private static final int HEADER_BYTES = 2 * Short.BYTES + 2 * Long.BYTES;

    /** Takes a copy of the nodes. */
    public Position {
        nodes = new TreeSet<>(nodes);
    }

    /** Reads it; absent if these are no such bytes. */
    public static Optional<Position> of(byte[] bytes) {
        if (bytes.length < HEADER_BYTES) {
            return Optional.empty();
        }
        var in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int sequence = Short.toUnsignedInt(in.getShort());
        int count = Short.toUnsignedInt(in.getShort());
        long session = in.getLong();
        long number = in.getLong();
        if (in.remaining() < count * Integer.BYTES) {
            return Optional.empty();
        }
        var nodes = new TreeSet<Integer>();
        for (int i = 0; i < count; i++) {
            nodes.add(in.getInt());
        }
        return Optional.of(new Position(sequence, session, number, nodes));
    }

    /** Writes it. */
    public byte[] toBytes() {
        var out = ByteBuffer.allocate(HEADER_BYTES + nodes.size() * Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) sequence)
                .putShort((short) nodes.size())
                .putLong(session)
                .putLong(number);
        nodes.forEach(out::putInt);
        return out.array();
    }
}
