package org.quorate.netcheck.probe;

import java.nio.ByteBuffer;

/**
 * What one node has sent to another.
 *
 * @param greetings packets before the two had found each other
 * @param slow packets of the first two seconds
 * @param fast packets of the rate test
 * @param lengthy packets of the long test
 * @param group packets to the multicast group
 * @param pathBytes size of the largest packet that the other has had
 * @param interfaceBytes size of the largest packet that its own interface takes
 * @param refused how often its own system did not let a packet out
 * @param lateMicros nineteen of twenty packets are sent at most that long after their time: its own doing, not the network's
 */
record Sent(
        int greetings,
        int slow,
        int fast,
        int lengthy,
        int group,
        int pathBytes,
        int interfaceBytes,
        int refused,
        int lateMicros) {
    static final int BYTES = 9 * Integer.BYTES;

    /** Without those to a group, and without the greetings, of which the first come too early. */
    long counted() {
        return (long) slow + fast + lengthy;
    }

    void put(ByteBuffer out) {
        out.putInt(greetings).putInt(slow).putInt(fast).putInt(lengthy).putInt(group);
        out.putInt(pathBytes).putInt(interfaceBytes).putInt(refused).putInt(lateMicros);
    }

    static Sent get(ByteBuffer in) {
        return new Sent(
                in.getInt(),
                in.getInt(),
                in.getInt(),
                in.getInt(),
                in.getInt(),
                in.getInt(),
                in.getInt(),
                in.getInt(),
                in.getInt());
    }
}
