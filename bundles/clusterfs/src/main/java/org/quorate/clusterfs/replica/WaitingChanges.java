package org.quorate.clusterfs.replica;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.quorate.clusterfs.wire.Frame;

/**
 * Changes that were delivered and cannot be made yet: in order of arrival, or by the counts of their senders, equal
 * counts in order of arrival. All members that hold the same changes hold them in the same order.
 */
final class WaitingChanges {
    /** What a change needs beside its body. */
    private static final int OVERHEAD_BYTES = 200;

    private static final Comparator<Waiting> BY_COUNT = (one, other) ->
            Long.compareUnsigned(one.frame().count(), other.frame().count());

    /** One change with its sender. */
    record Waiting(Member sender, Frame.Normal frame) {
        int bytes() {
            return OVERHEAD_BYTES + frame.body().remaining();
        }
    }

    private final boolean byCount;
    private final List<Waiting> list = new ArrayList<>();
    private long bytes;

    WaitingChanges(boolean byCount) {
        this.byCount = byCount;
    }

    void add(Member sender, Frame.Normal frame) {
        var body = ByteBuffer.allocate(frame.body().remaining()).order(ByteOrder.LITTLE_ENDIAN);
        body.put(frame.body().duplicate()).flip();
        add(new Waiting(sender, new Frame.Normal(frame.subtype(), frame.timeSeconds(), frame.count(), body)));
    }

    void add(Waiting waiting) {
        list.add(waiting);
        bytes += waiting.bytes();
    }

    /** Takes all out. */
    List<Waiting> take() {
        if (byCount) {
            list.sort(BY_COUNT); // a stable order; sorted once, whatever the counts are
        }
        var taken = List.copyOf(list);
        list.clear();
        bytes = 0;
        return taken;
    }

    boolean isEmpty() {
        return list.isEmpty();
    }

    int size() {
        return list.size();
    }

    long bytes() {
        return bytes;
    }
}
