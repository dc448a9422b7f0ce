package org.quorate.datagram;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.SegmentedDatagramPacket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One address of this machine; of the thread of its loop.
 *
 * <p>Datagrams of one length that follow each other to the same destinations leave in one call, which the kernel cuts: for
 * small ones that is several times as fast as a call for each.
 */
public final class DatagramPort {
    /** The longest datagram that can come. */
    static final int MAX_BYTES = 65536;

    /** What older kernels cut at once, and a UDP datagram less the longest headers. */
    private static final int MAX_SEGMENTS = 64;

    private static final int MAX_SEGMENTED_BYTES = 65487;

    /** Enough for most of what is sent together, so that it is not moved. */
    private static final int USUAL_BYTES = 4096;

    /**
     * One arena whose chunks hold a whole batch: the default allocator makes, and clears, a new buffer for each batch.
     */
    static final PooledByteBufAllocator BUFFERS = new PooledByteBufAllocator(true, 0, 1, 8192, 7, 64, 16, true);

    private final Socket socket;
    private final DatagramChannel channel;
    private final boolean whole;
    private final DatagramListener listener;
    private boolean segments;
    private boolean unflushed;

    // What waits for more of its kind.
    private @Nullable ByteBuf pending;
    private List<InetSocketAddress> pendingTo = List.of();
    private int pendingSegment;
    private boolean pendingComplete;

    DatagramPort(Socket socket, boolean epoll, boolean whole, DatagramListener listener) {
        this.socket = socket;
        this.channel = socket.channel();
        this.segments = epoll && EpollDatagramChannel.isSegmentedDatagramPacketSupported();
        this.whole = whole;
        this.listener = listener;
    }

    /** The address and port that it has. */
    public InetSocketAddress address() {
        return channel.localAddress();
    }

    /**
     * Makes datagrams to groups, and to all, leave by the interface of this port's address. They do not come back, but on
     * the loopback interface, whence all comes back.
     *
     * @param hops how far they may go: 1 is the network of the interface
     * @throws IOException if that cannot be; the message is the system's
     */
    public void reachGroups(int hops) throws IOException {
        Groups.reach(channel, hops);
    }

    ChannelFuture joinGroup(InetAddress group, NetworkInterface network) {
        return channel.joinGroup(new InetSocketAddress(group, 0), network);
    }

    /** Sends one datagram under the terms of {@link #send(ByteBuffer, int, List)}. */
    public void send(ByteBuffer datagram, List<InetSocketAddress> to) {
        send(datagram, Math.max(1, datagram.remaining()), to);
    }

    /**
     * Sends datagrams to each of the destinations; what cannot be sent is lost, as on the network. They may be kept back
     * until {@link DatagramLoop#flush()}; their bytes are not kept beyond this call, the destinations until then.
     *
     * @param datagrams one or several behind each other, from position to limit; taken
     * @param segmentBytes length of each; the last may be shorter
     */
    public void send(ByteBuffer datagrams, int segmentBytes, List<InetSocketAddress> to) {
        if (to.isEmpty()) {
            return;
        }
        int end = datagrams.limit();
        while (datagrams.hasRemaining()) {
            int room = room(Math.min(segmentBytes, datagrams.remaining()), datagrams.remaining(), to);
            datagrams.limit(datagrams.position() + Math.min(room, datagrams.remaining()));
            add(datagrams);
            datagrams.limit(end);
        }
    }

    /**
     * How many bytes may join what is pending, which is sent before if it is none.
     *
     * @param first length of the next datagram
     * @param rest length of all that are to be sent
     */
    private int room(int first, int rest, List<InetSocketAddress> to) {
        var before = pending;
        if (before != null) {
            int left = most(pendingSegment) - before.readableBytes();
            boolean alike = first == pendingSegment || first < pendingSegment && first == rest;
            if (segments && alike && !pendingComplete && first <= left && (to == pendingTo || to.equals(pendingTo))) {
                return left;
            }
            sendPending();
        }
        pendingSegment = first;
        pendingTo = to;
        return segments ? most(first) : first;
    }

    private static int most(int segmentBytes) {
        return segmentBytes * Math.clamp(MAX_SEGMENTED_BYTES / segmentBytes, 1, MAX_SEGMENTS);
    }

    private void add(ByteBuffer datagrams) {
        var to = pending;
        if (to == null) {
            to = BUFFERS.directBuffer(Math.max(datagrams.remaining(), USUAL_BYTES));
            pending = to;
        }
        to.writeBytes(datagrams);
        pendingComplete = to.readableBytes() % pendingSegment != 0;
    }

    private void sendPending() {
        var bytes = pending;
        if (bytes != null) {
            for (int i = 0; i < pendingTo.size(); i++) { // no iterator: called for each datagram
                write(bytes.retainedDuplicate(), pendingTo.get(i));
            }
            bytes.release();
            pending = null;
            unflushed = true;
        }
    }

    private void write(ByteBuf bytes, InetSocketAddress to) {
        if (whole) {
            writeWhole(bytes, pendingSegment, to, true);
        } else if (bytes.readableBytes() > pendingSegment) {
            var packet = new SegmentedDatagramPacket(bytes, pendingSegment, to);
            channel.write(packet).addListener(sent -> {
                if (sent.cause() instanceof IOException reason && Errors.isTooLong(reason, true)) {
                    segments = false; // IP cuts single datagrams only
                }
            });
        } else {
            channel.write(new DatagramPacket(bytes, to), channel.voidPromise());
        }
    }

    /** @param first whether it may be tried again */
    private void writeWhole(ByteBuf bytes, int segment, InetSocketAddress to, boolean first) {
        boolean segmented = bytes.readableBytes() > segment;
        bytes.retain();
        channel.write(segmented ? new SegmentedDatagramPacket(bytes, segment, to) : new DatagramPacket(bytes, to))
                .addListener(sent -> {
                    if (sent.cause() instanceof IOException reason) {
                        int limit = socket.drainErrors();
                        if (first && limit == 0 && socket.hearsErrors() && Errors.mayBeOfAnother(reason)) {
                            writeWhole(bytes.retain(), segment, to, false);
                            unflushed = true;
                        } else if (Errors.isRefusal(reason)) {
                            listener.refused(to);
                        } else if (Errors.isTooLong(reason, segmented)) {
                            listener.tooLong(to, limit);
                        }
                    }
                    bytes.release();
                });
    }

    void flush() {
        sendPending();
        if (unflushed) {
            unflushed = false;
            channel.flush();
        }
    }

    Socket socket() {
        return socket;
    }

    DatagramListener listener() {
        return listener;
    }

    /** What waits is not sent. */
    void discard() {
        var bytes = pending;
        if (bytes != null) {
            bytes.release();
            pending = null;
        }
    }
}
