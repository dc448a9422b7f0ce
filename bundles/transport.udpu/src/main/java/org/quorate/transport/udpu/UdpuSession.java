package org.quorate.transport.udpu;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.quorate.ring.LinkStatus;
import org.quorate.spi.transport.FrameReceiver;
import org.quorate.spi.transport.TransportSession;
import org.quorate.spi.transport.TransportSettings;

/** One socket to all nodes. The event loop runs only within {@link #receive}, on the thread that opened the session. */
final class UdpuSession implements TransportSession {
    /** A frame that a peer with a larger {@code netmtu} may send. */
    private static final int MAX_FRAME_BYTES = 65536;

    private static final int RECEIVE_BATCH = 8;

    /** As much as corosync asks for, so that a burst of all members fits while this node is busy. */
    private static final int SOCKET_BUFFER_BYTES = 16 * 136192;

    /**
     * One arena whose chunks hold a whole batch: the default allocator makes, and clears, a new buffer for each batch.
     */
    private static final PooledByteBufAllocator BUFFERS = new PooledByteBufAllocator(true, 0, 1, 8192, 7, 64, 16, true);

    private static final Runnable NOTHING = () -> {};

    private final ManualIoEventLoop loop;
    private final Channel channel;
    private final Peers peers;
    private boolean unflushed;

    private UdpuSession(ManualIoEventLoop loop, Channel channel, Peers peers) {
        this.loop = loop;
        this.channel = channel;
        this.peers = peers;
    }

    static UdpuSession open(TransportSettings settings, FrameReceiver receiver) throws IOException {
        var address = Optional.ofNullable(settings.local().addresses().get(0))
                .orElseThrow(() -> new IOException("node " + settings.local().name() + " has no ring0_addr; add one"));
        boolean epoll = Epoll.isAvailable();
        IoHandlerFactory factory = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        var loop = new ManualIoEventLoop(Thread.currentThread(), factory);
        var peers = new Peers(settings);
        var bootstrap = new Bootstrap()
                .group(loop)
                .channel(epoll ? EpollDatagramChannel.class : NioDatagramChannel.class)
                .option(ChannelOption.ALLOCATOR, BUFFERS)
                .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER_BYTES)
                .option(ChannelOption.SO_SNDBUF, SOCKET_BUFFER_BYTES)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(MAX_FRAME_BYTES))
                .handler(new Receiving(peers, receiver));
        if (epoll) {
            bootstrap
                    .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, MAX_FRAME_BYTES)
                    .option(
                            ChannelOption.RECVBUF_ALLOCATOR,
                            new FixedRecvByteBufAllocator(RECEIVE_BATCH * MAX_FRAME_BYTES));
        }
        var bound = bootstrap.bind(address);
        while (!bound.isDone()) {
            loop.runNow();
        }
        var session = new UdpuSession(loop, bound.channel(), peers);
        if (!bound.isSuccess()) {
            session.close();
            throw new IOException(cannotBind(address, bound.cause()), bound.cause());
        }
        return session;
    }

    private static String cannotBind(InetSocketAddress address, Throwable e) {
        return "cannot receive on " + address.getAddress().getHostAddress() + " port " + address.getPort() + " (udp): "
                + e.getMessage() + "; stop the other program, or set totem.interface.mcastport";
    }

    @Override
    public void receive(long timeoutNanos) {
        if (timeoutNanos == 0) {
            loop.runNow();
        } else {
            loop.run(timeoutNanos);
        }
    }

    @Override
    public void send(int nodeId, ByteBuffer frame) {
        var peer = peers.node(nodeId);
        if (peer != null) {
            var buffer = channel.alloc().directBuffer(frame.remaining()).writeBytes(frame);
            channel.write(new DatagramPacket(buffer, peer.address()), channel.voidPromise());
            unflushed = true;
        }
    }

    @Override
    public void broadcast(ByteBuffer frame) {
        if (peers.others().isEmpty()) {
            return;
        }
        var buffer = channel.alloc().directBuffer(frame.remaining()).writeBytes(frame);
        for (var peer : peers.others()) {
            channel.write(new DatagramPacket(buffer.retainedDuplicate(), peer.address()), channel.voidPromise());
        }
        buffer.release();
        unflushed = true;
    }

    @Override
    public void flush() {
        if (unflushed) {
            unflushed = false;
            channel.flush();
        }
    }

    @Override
    public void wakeup() {
        try {
            // A task is seen by a loop that is about to wait, too; the loop's own wakeup is lost on that one.
            loop.execute(NOTHING);
        } catch (RejectedExecutionException _) {
            // Closed: nobody waits.
        }
    }

    @Override
    public List<LinkStatus> links() {
        return peers.links();
    }

    @Override
    public void close() {
        channel.close();
        loop.shutdownGracefully(0, 0, TimeUnit.NANOSECONDS);
        while (!loop.isTerminated()) {
            loop.runNow();
        }
    }

    /** Hands packets of configured nodes to the ring. */
    private static final class Receiving extends ChannelInboundHandlerAdapter {
        private final Peers peers;
        private final FrameReceiver receiver;

        Receiving(Peers peers, FrameReceiver receiver) {
            this.peers = peers;
            this.receiver = receiver;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            var packet = (DatagramPacket) message;
            try {
                if (!peers.heard(packet.sender().getAddress())) {
                    receiver.dropped(FrameReceiver.Drop.UNLISTED);
                } else if (!packet.content().isReadable()) {
                    receiver.dropped(FrameReceiver.Drop.SIZE);
                } else {
                    receiver.received(packet.content().nioBuffer().order(ByteOrder.LITTLE_ENDIAN));
                }
            } finally {
                packet.release();
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            if (!(cause instanceof IOException)) {
                throw new AssertionError(cause);
            }
            // A datagram that could not be sent is lost, as on the network; the ring sends it again.
        }
    }
}
