package org.quorate.netcheck.probe;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What one node has heard of another; each packet counts once.
 *
 * @param greetings packets before the two had found each other
 * @param slow packets of the first two seconds
 * @param fast packets of the rate test
 * @param lengthy packets of the long test
 * @param group packets to the multicast group
 * @param lastGroup number of the last of these
 * @param duplicated packets that came again
 * @param reordered packets that were overtaken
 * @param largestBytes size of the largest packet, headers of IP included
 * @param fastMicros from the first packet of the rate test to the last
 * @param ended whether the last figures have come
 * @param seenFrom where packets come from, if that is not where they were sent from
 */
record Heard(
        int greetings,
        int slow,
        int fast,
        int lengthy,
        int group,
        int lastGroup,
        int duplicated,
        int reordered,
        int largestBytes,
        int fastMicros,
        boolean ended,
        Optional<InetSocketAddress> seenFrom) {
    static final Heard NOTHING = new Heard(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, false, Optional.empty());

    static final int MOST_BYTES = 10 * Integer.BYTES + 1 + Addresses.MOST_BYTES;

    long counted() {
        return (long) slow + fast + lengthy;
    }

    boolean anything() {
        return greetings > 0 || counted() > 0 || ended;
    }

    void put(ByteBuffer out) {
        out.putInt(greetings).putInt(slow).putInt(fast).putInt(lengthy).putInt(group);
        out.putInt(lastGroup).putInt(duplicated).putInt(reordered);
        out.putInt(largestBytes).putInt(fastMicros);
        out.put((byte) (ended ? 1 : 0));
        Addresses.put(out, seenFrom);
    }

    static Heard get(ByteBuffer in) throws MalformedProbeException {
        return new Heard(
                in.getInt(),
                in.getInt(),
                in.getInt(),
                in.getInt(),
                in.getInt(),
                in.getInt(),
                in.getInt(),
                in.getInt(),
                in.getInt(),
                in.getInt(),
                in.get() != 0,
                Addresses.get(in));
    }
}
