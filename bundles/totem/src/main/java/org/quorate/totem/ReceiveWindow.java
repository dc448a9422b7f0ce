package org.quorate.totem;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.quorate.totem.frame.Multicast;

/** The packets of a ring that are kept: from the first that is not released, {@link #SIZE} numbers on. */
final class ReceiveWindow {
    /** corosync keeps as many; live counters are never further apart. */
    static final int SIZE = 16384;

    private final @Nullable Multicast[] packets = new @Nullable Multicast[SIZE];
    private final byte[] misses = new byte[SIZE];
    private int released;

    /** Forgets all; the next number is 1. */
    void clear() {
        Arrays.fill(packets, null);
        Arrays.fill(misses, (byte) 0);
        released = 0;
    }

    boolean covers(int seq) {
        int distance = seq - released;
        return distance > 0 && distance <= SIZE;
    }

    @Nullable
    Multicast get(int seq) {
        return covers(seq) ? packets[seq & (SIZE - 1)] : null;
    }

    boolean has(int seq) {
        return get(seq) != null;
    }

    /** Stores a packet; answers false if it was there or is out of range. */
    boolean put(int seq, Multicast packet) {
        if (!covers(seq) || has(seq)) {
            return false;
        }
        packets[seq & (SIZE - 1)] = packet;
        misses[seq & (SIZE - 1)] = 0;
        return true;
    }

    /** Counts one more visit of the token on which this packet was missing. */
    int missed(int seq) {
        int slot = seq & (SIZE - 1);
        if (misses[slot] < Byte.MAX_VALUE) {
            misses[slot]++;
        }
        return misses[slot];
    }

    /** Forgets all up to this number. */
    void releaseTo(int seq) {
        while (Sequences.less(released, seq)) {
            released++;
            packets[released & (SIZE - 1)] = null;
            misses[released & (SIZE - 1)] = 0;
        }
    }

    int released() {
        return released;
    }
}
