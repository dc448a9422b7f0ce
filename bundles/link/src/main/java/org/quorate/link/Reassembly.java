package org.quorate.link;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Frames of one node of which not all fragments are there. They come in any order, and some never.
 *
 * <p>All fragments but the last are equally long, which is learnt from any of them; a last one that comes first waits for
 * it. There are {@value #BUFFERS} frames at most, so a node takes 2 MiB at most, whatever it sends; the one that was touched
 * longest ago gives way. libknet gives a frame up when 33 newer numbers were seen; on two links of unequal length that
 * happens under load, so here it is {@value #NEWEST}.
 */
final class Reassembly {
    static final int BUFFERS = 32;

    /** The largest frame. */
    static final int MOST_BYTES = 65536;

    static final int MOST_FRAGMENTS = 254;

    /** So long a frame may wait for its fragments, in numbers: a quarter of what the window knows. */
    static final int NEWEST = DuplicateWindow.SIZE / 4;

    /** What became of a fragment. */
    enum Outcome {
        /** More are needed. */
        WAITING,
        /** The frame is complete. */
        COMPLETE,
        /** It was there, or the frame was given up. */
        DUPLICATE,
        /** It does not fit to the others. */
        MALFORMED
    }

    private final DuplicateWindow window;
    private final @Nullable Buffer[] buffers = new @Nullable Buffer[BUFFERS];
    private long touches;
    private ByteBuffer frame = ByteBuffer.allocate(0);

    Reassembly(DuplicateWindow window) {
        this.window = window;
    }

    /** Takes a fragment whose number is new to the window. */
    Outcome add(int sequence, int fragments, int index, int compression, byte[] bytes, int at, int length) {
        if (fragments < 2 || fragments > MOST_FRAGMENTS || index < 1 || index > fragments || length < 1) {
            return Outcome.MALFORMED;
        }
        var buffer = find(sequence);
        if (buffer == null) {
            if (!window.begin(sequence)) {
                return Outcome.DUPLICATE;
            }
            buffer = free();
            buffer.begin(sequence, fragments, compression);
        }
        buffer.touched = ++touches;
        var outcome = buffer.add(fragments, index, compression, bytes, at, length);
        if (outcome == Outcome.COMPLETE) {
            frame = buffer.view.clear().limit(buffer.length());
            buffer.active = false;
        }
        return outcome;
    }

    /** The last complete frame, little endian; valid until the next fragment. */
    ByteBuffer frame() {
        return frame;
    }

    void clear() {
        for (var buffer : buffers) {
            if (buffer != null) {
                buffer.active = false;
            }
        }
    }

    private @Nullable Buffer find(int sequence) {
        Buffer found = null;
        for (var buffer : buffers) {
            if (buffer != null && buffer.active) {
                int age = window.age(buffer.sequence);
                if (age < 0 || age > NEWEST || !window.isBegun(buffer.sequence)) {
                    buffer.active = false;
                } else if (buffer.sequence == sequence) {
                    found = buffer;
                }
            }
        }
        return found;
    }

    private Buffer free() {
        Buffer oldest = null;
        for (int i = 0; i < BUFFERS; i++) {
            var buffer = buffers[i];
            if (buffer == null) {
                buffer = new Buffer();
                buffers[i] = buffer;
                return buffer;
            }
            if (!buffer.active) {
                return buffer;
            }
            if (oldest == null || buffer.touched < oldest.touched) {
                oldest = buffer;
            }
        }
        if (oldest == null) {
            throw new AssertionError("there are buffers");
        }
        return oldest;
    }

    /** One frame. */
    private static final class Buffer {
        private final byte[] bytes = new byte[MOST_BYTES];
        private final ByteBuffer view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        private final long[] there = new long[MOST_FRAGMENTS / Long.SIZE + 1];
        private boolean active;
        private long touched;
        private int sequence;
        private int fragments;
        private int compression;
        private int missing;
        private int fragmentBytes;
        private int lastBytes;

        void begin(int newSequence, int newFragments, int newCompression) {
            active = true;
            sequence = newSequence;
            fragments = newFragments;
            compression = newCompression;
            missing = newFragments;
            fragmentBytes = 0;
            lastBytes = 0;
            Arrays.fill(there, 0);
        }

        int length() {
            return (fragments - 1) * fragmentBytes + lastBytes;
        }

        Outcome add(int itsFragments, int index, int itsCompression, byte[] from, int at, int length) {
            if (itsFragments != fragments || itsCompression != compression) {
                return Outcome.MALFORMED;
            }
            if ((there[index / Long.SIZE] & 1L << index) != 0) {
                return Outcome.DUPLICATE;
            }
            boolean isLast = index == fragments;
            if (!fits(isLast ? fragmentBytes : length, isLast ? length : lastBytes)
                    || !isLast && fragmentBytes != 0 && fragmentBytes != length) {
                return Outcome.MALFORMED;
            }
            if (isLast) {
                lastBytes = length;
                // As long as the others are unknown its place is, too: it waits where it cannot be in the way.
                int to = fragmentBytes == 0 ? MOST_BYTES - length : (fragments - 1) * fragmentBytes;
                System.arraycopy(from, at, bytes, to, length);
            } else {
                if (fragmentBytes == 0) {
                    fragmentBytes = length;
                    System.arraycopy(bytes, MOST_BYTES - lastBytes, bytes, (fragments - 1) * length, lastBytes);
                }
                System.arraycopy(from, at, bytes, (index - 1) * fragmentBytes, length);
            }
            there[index / Long.SIZE] |= 1L << index;
            missing--;
            return missing == 0 ? Outcome.COMPLETE : Outcome.WAITING;
        }

        /** Lengths that are not known yet are 0. */
        private boolean fits(int each, int last) {
            return (fragments - 1) * each + last <= MOST_BYTES && (each == 0 || last <= each);
        }
    }
}
