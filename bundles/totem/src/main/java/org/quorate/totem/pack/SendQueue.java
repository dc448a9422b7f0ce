package org.quorate.totem.pack;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.quorate.totem.frame.Multicast;

/**
 * Packets of one stream that wait for the token. It remembers the packets of a message that is sent in part, so that
 * it can begin that message again for members who came in its middle; those who have its beginning drop it then.
 */
public final class SendQueue {
    private static final int FRAGMENTED = Multicast.HEADER_BYTES + 4;
    private static final int COUNT = Multicast.HEADER_BYTES + 6;
    private static final int LENGTHS = Multicast.HEADER_BYTES + Packer.HEADER_BYTES;

    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private final List<byte[]> sentInPart = new ArrayList<>();
    private final Packer packer;

    /** An empty queue; see {@link Packer}. */
    public SendQueue(int areaBytes) {
        packer = new Packer(areaBytes, waiting::add);
    }

    /** Adds a message. */
    public void add(byte[] message) {
        packer.add(message);
    }

    /** Makes a packet of what is left over, so that nothing waits for company. */
    public void flush() {
        packer.flush();
    }

    /** Packets that wait. */
    public int size() {
        return waiting.size();
    }

    /** The next packet to be sent: room for the header of a {@link Multicast}, then the payload. */
    public byte @Nullable [] poll() {
        var packet = waiting.poll();
        if (packet != null) {
            if (packet[FRAGMENTED] == 0) {
                sentInPart.clear();
            } else {
                if (count(packet) > 1) {
                    sentInPart.clear();
                }
                sentInPart.add(packet);
            }
        }
        return packet;
    }

    /** New members lack the beginning of a message that is sent in part: it is sent from its beginning again. */
    public void restartMessage() {
        if (sentInPart.isEmpty()) {
            return;
        }
        for (int i = sentInPart.size() - 1; i > 0; i--) {
            waiting.addFirst(sentInPart.get(i).clone());
        }
        waiting.addFirst(lastBlockOnly(sentInPart.getFirst()));
        sentInPart.clear();
    }

    private static byte[] lastBlockOnly(byte[] packet) {
        var in = ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN);
        int length = Short.toUnsignedInt(in.getShort(LENGTHS + Short.BYTES * (count(packet) - 1)));
        return ByteBuffer.allocate(LENGTHS + Short.BYTES + length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .position(FRAGMENTED)
                .put(packet[FRAGMENTED])
                .put((byte) 0)
                .putShort((short) 1)
                .putShort((short) length)
                .put(packet, packet.length - length, length)
                .array();
    }

    private static int count(byte[] packet) {
        return Short.toUnsignedInt(
                ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN).getShort(COUNT));
    }
}
