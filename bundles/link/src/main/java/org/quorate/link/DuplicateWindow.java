package org.quorate.link;

import java.util.Arrays;

/**
 * Which of the last numbers of a node were received. The numbers have 16 bits and wrap, 0 is none; a node skips those of
 * packets that went to others.
 *
 * <p>The rule is that of libknet up to 1.33: equal or up to 4096 older is a duplicate if it was received; up to 4096 newer
 * moves the window; anything else, back or forward, begins it anew. From 1.34 on libknet measures the distance the other way
 * round, so that second copies slip through.
 */
final class DuplicateWindow {
    static final int SIZE = 4096;

    private final long[] received = new long[SIZE / Long.SIZE];
    private final long[] begun = new long[SIZE / Long.SIZE];
    private int last;

    /** The newest number, or 0. */
    int last() {
        return last;
    }

    /** How much older than the newest a number is; negative: newer. */
    int age(int sequence) {
        return (short) (last - sequence);
    }

    /** Takes notice of a number; answers whether it was not received before. */
    boolean isNew(int sequence) {
        if (last == 0) {
            last = sequence;
        }
        int newer = (short) (sequence - last);
        if (newer <= 0 && newer >= -SIZE) {
            return !isSet(received, sequence);
        }
        if (newer > 0 && newer <= SIZE) {
            for (int i = 1; i <= newer; i++) {
                clear(received, last + i);
                clear(begun, last + i);
            }
        } else {
            clearAll();
        }
        last = sequence;
        return true;
    }

    /** All that belongs to the number was received. */
    void received(int sequence) {
        set(received, sequence);
    }

    /** A fragment of a frame came that is not being put together; answers whether it never was. */
    boolean begin(int sequence) {
        if (isSet(begun, sequence)) {
            return false;
        }
        set(begun, sequence);
        return true;
    }

    /** Whether the number, one of those that the window knows, was begun since it was last out of the window. */
    boolean isBegun(int sequence) {
        return isSet(begun, sequence);
    }

    /**
     * Forgets all.
     *
     * @param newest 0: the next number is the first
     */
    void wipe(int newest) {
        clearAll();
        last = newest;
    }

    private void clearAll() {
        Arrays.fill(received, 0);
        Arrays.fill(begun, 0);
    }

    private static boolean isSet(long[] bits, int sequence) {
        return (bits[word(sequence)] & 1L << sequence) != 0;
    }

    private static void set(long[] bits, int sequence) {
        bits[word(sequence)] |= 1L << sequence;
    }

    private static void clear(long[] bits, int sequence) {
        bits[word(sequence)] &= ~(1L << sequence);
    }

    private static int word(int sequence) {
        return (sequence & (SIZE - 1)) / Long.SIZE;
    }
}
