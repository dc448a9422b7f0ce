package org.quorate.simulator.world;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is due, by time, then in the order in which it was added. */
public final class Agenda {
    private @Nullable Happening[] heap = new @Nullable Happening[1024];
    private @Nullable Happening[] spare = new @Nullable Happening[1024];
    private int size;
    private int spares;
    private long added;

    /** Adds something; the answer may be changed until the next call. */
    Happening add(long at, Happening.Kind kind, int node, int life, int from, @Nullable Object what) {
        var happening = spares == 0 ? null : spare[--spares];
        if (happening == null) {
            happening = new Happening();
        }
        happening.set(at, added++, kind, node, life, from, what);
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
        }
        up(size++, happening);
        return happening;
    }

    /** The next, if it is due by then. */
    @Nullable
    Happening poll(long until) {
        var first = heap[0];
        if (size == 0 || first == null || first.at > until) {
            return null;
        }
        var last = at(--size);
        heap[size] = null;
        if (size > 0) {
            down(last);
        }
        return first;
    }

    /** The happening was handled. */
    void reuse(Happening happening) {
        happening.forget();
        if (spares < spare.length) {
            spare[spares++] = happening;
        }
    }

    private void up(int start, Happening happening) {
        int place = start;
        while (place > 0) {
            int parent = (place - 1) >>> 2;
            var above = at(parent);
            if (!happening.isBefore(above)) {
                break;
            }
            heap[place] = above;
            place = parent;
        }
        heap[place] = happening;
    }

    /** A heap with four children: half as deep as one with two. */
    private void down(Happening happening) {
        int place = 0;
        for (int child = 1; child < size; child = 4 * place + 1) {
            int least = child;
            for (int other = child + 1; other < Math.min(child + 4, size); other++) {
                if (at(other).isBefore(at(least))) {
                    least = other;
                }
            }
            if (!at(least).isBefore(happening)) {
                break;
            }
            heap[place] = heap[least];
            place = least;
        }
        heap[place] = happening;
    }

    private Happening at(int place) {
        return Objects.requireNonNull(heap[place]);
    }
}
