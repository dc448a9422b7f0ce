package org.quorate.status.exchange;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.quorate.status.wire.Frame;

/** What was delivered before the states of all: it is taken in when they are there, by the counts of the senders. */
final class WaitingTellings {
    /** An exchange takes seconds; values that are lost are sent again at its end. */
    private static final int MAX_BYTES = 4 << 20;

    private static final int OVERHEAD_BYTES = 200;

    record Waiting(Member sender, Frame.Normal frame) {}

    private final List<Waiting> list = new ArrayList<>();
    private int bytes;

    /** False if there is no room for it. */
    boolean add(Member sender, Frame.Normal frame) {
        int size = OVERHEAD_BYTES + frame.body().remaining();
        if (bytes + size > MAX_BYTES) {
            return false;
        }
        var body = ByteBuffer.allocate(frame.body().remaining()).order(ByteOrder.LITTLE_ENDIAN);
        body.put(frame.body().duplicate()).flip();
        bytes += size;
        return list.add(
                new Waiting(sender, new Frame.Normal(frame.subtype(), frame.timeSeconds(), frame.count(), body)));
    }

    List<Waiting> take() {
        list.sort((one, other) ->
                Long.compareUnsigned(one.frame().count(), other.frame().count()));
        var taken = List.copyOf(list);
        list.clear();
        bytes = 0;
        return taken;
    }
}
