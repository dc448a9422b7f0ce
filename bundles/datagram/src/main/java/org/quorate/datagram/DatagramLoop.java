package org.quorate.datagram;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.unix.IntegerUnixChannelOption;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** Waits for datagrams of several ports. Belongs to the thread that made it, but for {@link #wakeup()}. */
public final class DatagramLoop implements AutoCloseable {
    private static final int TOS_LOW_DELAY = 0x10;

    // <linux/in.h>, <linux/in6.h>, <asm-generic/socket.h>
    private static final int SOL_SOCKET = 1;
    private static final int IPPROTO_IP = 0;
    private static final int IPPROTO_IPV6 = 41;
    private static final int PMTUDISC_PROBE = 3;
    private static final ChannelOption<Integer> SO_SNDBUFFORCE =
            new IntegerUnixChannelOption("SO_SNDBUFFORCE", SOL_SOCKET, 32);
    private static final ChannelOption<Integer> SO_RCVBUFFORCE =
            new IntegerUnixChannelOption("SO_RCVBUFFORCE", SOL_SOCKET, 33);
    private static final ChannelOption<Integer> IP_MTU_DISCOVER =
            new IntegerUnixChannelOption("IP_MTU_DISCOVER", IPPROTO_IP, 10);
    private static final ChannelOption<Integer> IPV6_MTU_DISCOVER =
            new IntegerUnixChannelOption("IPV6_MTU_DISCOVER", IPPROTO_IPV6, 23);

    private static final Runnable NOTHING = () -> {};

    private final boolean epoll = Epoll.isAvailable();
    private final ManualIoEventLoop loop = new ManualIoEventLoop(
            Thread.currentThread(), epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    private final Precedence precedence = new Precedence();
    private final List<DatagramPort> ports = new ArrayList<>();

    /**
     * Opens a port.
     *
     * @throws IOException if the address cannot be bound; the message is the system's
     */
    public DatagramPort bind(InetSocketAddress address, DatagramOptions options, DatagramListener listener)
            throws IOException {
        return bind(bootstrap(address.getAddress()), address, options, listener);
    }

    /**
     * Opens a port that hears what is sent to a group, or to all. Others on this machine may hear the same.
     *
     * @param group address of a group, or 255.255.255.255
     * @param local an address of the interface that hears it
     * @throws IOException if the group cannot be joined; the message is the system's
     */
    public DatagramPort join(
            InetSocketAddress group, InetAddress local, DatagramOptions options, DatagramListener listener)
            throws IOException {
        var bootstrap = bootstrap(group.getAddress()).option(ChannelOption.SO_REUSEADDR, true);
        var port = bind(bootstrap, group, options, listener);
        try {
            if (group.getAddress().isMulticastAddress()) {
                await(port.joinGroup(group.getAddress(), Groups.interfaceOf(local)));
            }
            return port;
        } catch (IOException e) {
            close(port);
            throw e;
        }
    }

    private DatagramPort bind(
            Bootstrap bootstrap, InetSocketAddress address, DatagramOptions options, DatagramListener listener)
            throws IOException {
        var ordered = options.last() ? precedence.last(listener) : precedence.first(listener);
        var bound = bootstrap
                .option(ChannelOption.SO_RCVBUF, options.bufferBytes())
                .option(ChannelOption.SO_SNDBUF, options.bufferBytes())
                .handler(new Receiving(ordered))
                .bind(address);
        await(bound);
        if (epoll) {
            adapt(bound.channel(), address.getAddress(), options);
        }
        var port = new DatagramPort((DatagramChannel) bound.channel(), epoll, options.whole(), listener);
        ports.add(port);
        return port;
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

    /** What only the native channel can, and not every process may. */
    private static void adapt(Channel channel, InetAddress local, DatagramOptions options) {
        set(channel, EpollChannelOption.UDP_GRO, true);
        set(channel, SO_RCVBUFFORCE, options.bufferBytes());
        set(channel, SO_SNDBUFFORCE, options.bufferBytes());
        if (options.prompt()) {
            set(channel, ChannelOption.IP_TOS, TOS_LOW_DELAY);
        }
        if (options.whole()) {
            set(channel, local instanceof Inet4Address ? IP_MTU_DISCOVER : IPV6_MTU_DISCOVER, PMTUDISC_PROBE);
        }
    }

    private static <T> void set(Channel channel, ChannelOption<T> option, T value) {
        try {
            channel.config().setOption(option, value);
        } catch (ChannelException _) {
            // The kernel is older, or the process has no right to it: it goes on with what it has.
        }
    }

    /**
     * Hands what comes to the listeners. Waits for the first until the timeout has passed or {@link #wakeup()} was
     * called, then takes what is there, up to a bounded number.
     *
     * @param timeoutNanos 0: does not wait
     */
    public void receive(long timeoutNanos) {
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

    /** Sends what the ports kept back. */
    public void flush() {
        for (int i = 0; i < ports.size(); i++) { // no iterator: called for each turn of the ring
            ports.get(i).flush();
        }
    }

    /** Makes a {@link #receive} that waits, or the next one, return. Callable from any thread. */
    public void wakeup() {
        try {
            // A task is seen by a loop that is about to wait, too; the loop's own wakeup is lost on that one.
            loop.execute(NOTHING);
        } catch (RejectedExecutionException _) {
            // Closed: nobody waits.
        }
    }

    /** Closes one port before it returns. */
    public void close(DatagramPort port) {
        ports.remove(port);
        var closing = port.close();
        while (!closing.isDone()) {
            loop.runNow();
        }
    }

    /** Closes all ports before it returns. */
    @Override
    public void close() {
        List.copyOf(ports).forEach(this::close);
        loop.shutdownGracefully(0, 0, TimeUnit.NANOSECONDS);
        while (!loop.isTerminated()) {
            loop.runNow();
        }
    }
}
