package org.quorate.example.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.quorate.ring.LinkStatus;
import org.quorate.spi.transport.FrameReceiver;
import org.quorate.spi.transport.TransportSession;
import org.quorate.spi.transport.TransportSettings;

/** One socket of the JDK to all nodes. */
final class ExampleSession implements TransportSession {
    private static final int MAX_FRAME_BYTES = 65536;
    private static final int BATCH = 32;

    private final Map<Integer, InetSocketAddress> nodes = new TreeMap<>();
    private final Set<InetAddress> listed = new HashSet<>();
    private final int local;
    private final FrameReceiver receiver;
    private final DatagramChannel channel;
    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(MAX_FRAME_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    ExampleSession(TransportSettings settings, FrameReceiver receiver) throws IOException {
        for (var node : settings.nodes()) {
            var address = node.addresses().get(0);
            if (address != null) {
                nodes.put(node.nodeId(), address);
                listed.add(address.getAddress());
            }
        }
        this.local = settings.localNodeId();
        this.receiver = receiver;
        this.selector = Selector.open();
        this.channel = DatagramChannel.open();
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ);
        try {
            channel.bind(nodes.get(local));
        } catch (IOException e) {
            close();
            throw new IOException(nodes.get(local) + ": " + e.getMessage() + "; stop the program that has it", e);
        }
    }

    @Override
    public void receive(long timeoutNanos) {
        try {
            if (timeoutNanos == 0) {
                selector.selectNow();
            } else {
                selector.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(timeoutNanos)));
            }
            selector.selectedKeys().clear();
            for (int i = 0; i < BATCH; i++) {
                buffer.clear();
                var sender = (InetSocketAddress) channel.receive(buffer);
                if (sender == null) {
                    return;
                }
                buffer.flip();
                if (!listed.contains(sender.getAddress())) {
                    receiver.dropped(FrameReceiver.Drop.UNLISTED);
                } else if (!buffer.hasRemaining()) {
                    receiver.dropped(FrameReceiver.Drop.SIZE);
                } else {
                    receiver.received(buffer);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void send(int nodeId, ByteBuffer frame) {
        var address = nodes.get(nodeId);
        if (address != null) {
            send(address, frame);
        }
    }

    @Override
    public void broadcast(ByteBuffer frame) {
        nodes.forEach((node, address) -> {
            if (node != local) {
                send(address, frame.duplicate());
            }
        });
    }

    private void send(InetSocketAddress address, ByteBuffer frame) {
        try {
            channel.send(frame, address);
        } catch (IOException _) {
            // lost, as on the network; the ring sends it again
        }
    }

    @Override
    public void flush() {
        // Nothing is kept back.
    }

    @Override
    public void wakeup() {
        selector.wakeup();
    }

    @Override
    public List<LinkStatus> links() {
        return nodes.entrySet().stream()
                .map(node -> new LinkStatus(
                        0, node.getKey(), node.getValue().getAddress().getHostAddress(), node.getKey() == local))
                .toList();
    }

    @Override
    public void close() {
        try {
            channel.close();
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
