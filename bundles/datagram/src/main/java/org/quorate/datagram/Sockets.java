package org.quorate.datagram;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of all loops that one owner has on one thread. A session that takes the place of another is open beside it for a
 * while, perhaps at the same address: the system would hand each datagram to one of two sockets, so they share one.
 */
final class Sockets {
    private static final ThreadLocal<Map<Object, Sockets>> OF_THREAD = ThreadLocal.withInitial(HashMap::new);
    private static final Runnable NOTHING = () -> {};

    private final Object owner;
    private final boolean epoll = Epoll.isAvailable();
    private final ManualIoEventLoop loop = new ManualIoEventLoop(
            Thread.currentThread(), epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    private final Precedence precedence = new Precedence();
    private final Map<InetSocketAddress, Socket> bound = new HashMap<>();
    private int users;

    private Sockets(Object owner) {
        this.owner = owner;
    }

    /** Those of the owner on this thread; to be released as often as they were asked for. */
    static Sockets of(Object owner) {
        var sockets = OF_THREAD.get().computeIfAbsent(owner, Sockets::new);
        sockets.users++;
        return sockets;
    }

    /** The last one who releases them ends the loop. */
    void release() {
        if (--users > 0) {
            return;
        }
        OF_THREAD.get().remove(owner, this);
        loop.shutdownGracefully(0, 0, TimeUnit.NANOSECONDS);
        while (!loop.isTerminated()) {
            loop.runNow();
        }
    }

    /** A port at the address, where another one may be. */
    DatagramPort bind(InetSocketAddress address, DatagramOptions options, DatagramListener listener)
            throws IOException {
        return port(bound.get(address), address, false, options, listener);
    }

    /** A port that hears a group. */
    DatagramPort join(InetSocketAddress group, InetAddress local, DatagramOptions options, DatagramListener listener)
            throws IOException {
        var before = bound.get(group);
        var port = port(before, group, true, options, listener);
        try {
            if (before == null && group.getAddress().isMulticastAddress()) {
                await(port.joinGroup(group.getAddress(), Groups.interfaceOf(local)));
            }
            return port;
        } catch (IOException e) {
            close(port);
            throw e;
        }
    }

    private DatagramPort port(
            @Nullable Socket before,
            InetSocketAddress address,
            boolean shared,
            DatagramOptions options,
            DatagramListener listener)
            throws IOException {
        var socket = before == null ? open(address, shared, options) : before;
        socket.add(listener, options.last() ? precedence.last(listener) : precedence.first(listener), options);
        return new DatagramPort(socket, epoll, options.whole(), listener);
    }

    private Socket open(InetSocketAddress address, boolean shared, DatagramOptions options) throws IOException {
        var receiving = new Receiving();
        var future = bootstrap(address.getAddress())
                .option(ChannelOption.SO_REUSEADDR, shared)
                .option(ChannelOption.SO_RCVBUF, options.bufferBytes())
                .option(ChannelOption.SO_SNDBUF, options.bufferBytes())
                .handler(receiving)
                .bind(address);
        await(future);
        var socket = new Socket((DatagramChannel) future.channel(), receiving, epoll);
        bound.put(socket.address(), socket);
        return socket;
    }

    private void await(ChannelFuture future) throws IOException {
        while (!future.isDone()) {
            loop.runNow();
        }
        if (!future.isSuccess()) {
            throw new IOException(future.cause().getMessage(), future.cause());
        }
    }

    private Bootstrap bootstrap(InetAddress local) {
        var family = local instanceof Inet4Address ? SocketProtocolFamily.INET : SocketProtocolFamily.INET6;
        return new Bootstrap()
                .group(loop)
                .channelFactory(() -> epoll ? new EpollDatagramChannel(family) : new NioDatagramChannel(family))
                .option(ChannelOption.ALLOCATOR, DatagramPort.BUFFERS)
                // No recvmmsg: Netty does not tell the lengths of what the kernel joined from it.
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(DatagramPort.MAX_BYTES));
    }

    /** As {@link DatagramLoop#receive}. */
    void receive(long timeoutNanos) {
        if (timeoutNanos == 0) {
            loop.runNow();
        } else {
            loop.run(timeoutNanos);
        }
        for (int i = 0; i < Precedence.MOST_TURNS && precedence.isUnsettled(); i++) {
            loop.runNow();
        }
        precedence.handOn();
    }

    /** As {@link DatagramLoop#wakeup}. */
    void wakeup() {
        try {
            // A task is seen by a loop that is about to wait, too; the loop's own wakeup is lost on that one.
            loop.execute(NOTHING);
        } catch (RejectedExecutionException _) {
            // Closed: nobody waits.
        }
    }

    /** Its socket is closed before it returns, unless another port has it. */
    void close(DatagramPort port) {
        port.discard();
        var socket = port.socket();
        if (socket.remove(port.listener())) {
            bound.remove(socket.address(), socket);
            var closing = socket.close();
            while (!closing.isDone()) {
                loop.runNow();
            }
        }
    }
}
