package org.quorate.group.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.quorate.ring.LinkQuality;
import org.quorate.ring.LinkStatus;
import org.quorate.spi.transport.FrameReceiver;
import org.quorate.spi.transport.Transport;
import org.quorate.spi.transport.TransportSession;
import org.quorate.spi.transport.TransportSettings;

/** Carries frames between hosts of one process. */
final class MemoryNetwork implements Transport {
    private static final byte[] WAKEUP = {};
    private static final LinkQuality QUALITY = new LinkQuality(true, true, 1500, 1458, 1, 1, 0, 1, 1, 0);

    private final Map<Integer, BlockingQueue<byte[]>> inboxes = new ConcurrentHashMap<>();

    @Override
    public TransportSession open(TransportSettings settings, FrameReceiver receiver) {
        var inbox = new LinkedBlockingQueue<byte[]>();
        inboxes.put(settings.localNodeId(), inbox);
        return new Session(settings, receiver, inbox);
    }

    /** What the sessions were told to use, of all nodes, in the order of time. */
    final List<TransportSettings> updates = new CopyOnWriteArrayList<>();

    /** Links that are down. */
    final Set<Integer> down = ConcurrentHashMap.newKeySet();

    /** Nodes from whom nothing comes. */
    final Set<Integer> silent = ConcurrentHashMap.newKeySet();

    /** How many sessions are open. */
    int sessions() {
        return inboxes.size();
    }

    /** A link on which nothing can be bound. */
    volatile int broken = -1;

    void inject(int node, byte[] bytes) {
        Objects.requireNonNull(inboxes.get(node)).add(bytes);
    }

    private final class Session implements TransportSession {
        private final int node;
        private final FrameReceiver receiver;
        private final BlockingQueue<byte[]> inbox;

        private volatile TransportSettings settings;

        Session(TransportSettings settings, FrameReceiver receiver, BlockingQueue<byte[]> inbox) {
            this.settings = settings;
            this.node = settings.localNodeId();
            this.receiver = receiver;
            this.inbox = inbox;
        }

        @Override
        public void receive(long timeoutNanos) {
            try {
                var frame = inbox.poll(timeoutNanos, TimeUnit.NANOSECONDS);
                for (; frame != null; frame = inbox.poll()) {
                    if (frame != WAKEUP) {
                        receiver.received(ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN));
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void send(int to, ByteBuffer frame) {
            var bytes = new byte[frame.remaining()];
            frame.get(bytes);
            var target = inboxes.get(to);
            if (target != null && !silent.contains(node)) {
                target.add(bytes);
            }
        }

        @Override
        public void broadcast(ByteBuffer frame) {
            inboxes.keySet().stream().filter(to -> to != node).forEach(to -> send(to, frame.duplicate()));
        }

        @Override
        public void flush() {}

        @Override
        public void wakeup() {
            inbox.add(WAKEUP);
        }

        @Override
        public boolean canUpdate(TransportSettings next) {
            return true;
        }

        @Override
        public void update(TransportSettings next) throws IOException {
            if (next.local().addresses().containsKey(broken)) {
                throw new IOException("link " + broken + " is broken");
            }
            settings = next;
            updates.add(next);
        }

        @Override
        public List<LinkStatus> links() {
            var links = new ArrayList<LinkStatus>();
            for (var to : settings.nodes()) {
                to.addresses()
                        .forEach((link, address) -> links.add(new LinkStatus(
                                link, to.nodeId(), address.toString(), !down.contains(link), Optional.of(QUALITY))));
            }
            return links;
        }

        @Override
        public void close() {
            inboxes.remove(node, inbox);
        }
    }
}
