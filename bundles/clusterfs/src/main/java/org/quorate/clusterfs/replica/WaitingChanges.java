package org.quorate.clusterfs.replica;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.quorate.clusterfs.wire.Frame;

/**
 * Changes that were delivered and cannot be made yet: in order of arrival, or by the counts of their senders, equal
 * counts in order of arrival. All members that hold the same changes hold them in the same order.
 */
final class WaitingChanges {
    /** One change with its sender. */
    record Waiting(Member sender, Frame.Normal frame) {
        int bytes() {
            return frame.body().remaining();
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
        int at = list.size();
        while (byCount
                && at > 0
                && Long.compareUnsigned(
                                list.get(at - 1).frame().count(),
                                waiting.frame().count())
                        > 0) {
            at--;
        }
        list.add(at, waiting);
        bytes += waiting.bytes();
    }

    /** Takes all out. */
    List<Waiting> take() {
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
