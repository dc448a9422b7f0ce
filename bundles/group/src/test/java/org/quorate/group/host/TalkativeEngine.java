package org.quorate.group.host;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.quorate.ring.RingId;
import org.quorate.spi.engine.EngineContext;
import org.quorate.spi.engine.ServiceEngine;

/** Says goodbye, and writes down who does, and how many members each ring has. */
final class TalkativeEngine implements ServiceEngine {
    private final List<String> heard = new ArrayList<>();
    private @Nullable EngineContext context;

    @Override
    public int serviceId() {
        return 5;
    }

    @Override
    public void attached(EngineContext attached) {
        context = attached;
    }

    @Override
    public void detached() {
        var attached = context;
        if (attached != null) {
            attached.send(0, ByteBuffer.allocate(4));
            context = null;
        }
    }

    @Override
    public void syncBegin(RingId ring, List<Integer> transitional, List<Integer> members) {
        write(members.size() + " members");
    }

    @Override
    public void syncProcess() {}

    @Override
    public void syncActivate() {}

    @Override
    public void syncAbort() {}

    @Override
    public void delivered(int function, int senderNodeId, ByteBuffer message) {
        write("goodbye of " + senderNodeId);
    }

    private synchronized void write(String line) {
        heard.add(line);
        notifyAll();
    }

    synchronized List<String> heard() {
        return List.copyOf(heard);
    }

    /** Until these lines have come, in this order and one behind the other. */
    synchronized void await(String... lines) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (Collections.indexOfSubList(heard, List.of(lines)) < 0) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("waited for " + List.of(lines) + "; heard " + heard);
            }
            wait(left);
        }
    }
}
