package org.quorate.datagram;

import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.channel.unix.UnixChannel;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A socket, and the ports that share it; mostly one. */
final class Socket {
    private static final int TOS_LOW_DELAY = 0x10;

    // <linux/in.h>, <linux/in6.h>, <asm-generic/socket.h>
    private static final int SOL_SOCKET = 1;
    private static final int IPPROTO_IP = 0;
    private static final int IPPROTO_IPV6 = 41;
    private static final int PMTUDISC_WANT = 1;
    private static final int PMTUDISC_PROBE = 3;
    private static final ChannelOption<Integer> SO_SNDBUFFORCE =
            new IntegerUnixChannelOption("SO_SNDBUFFORCE", SOL_SOCKET, 32);
    private static final ChannelOption<Integer> SO_RCVBUFFORCE =
            new IntegerUnixChannelOption("SO_RCVBUFFORCE", SOL_SOCKET, 33);
    private static final ChannelOption<Integer> IP_MTU_DISCOVER =
            new IntegerUnixChannelOption("IP_MTU_DISCOVER", IPPROTO_IP, 10);
    private static final ChannelOption<Integer> IPV6_MTU_DISCOVER =
            new IntegerUnixChannelOption("IPV6_MTU_DISCOVER", IPPROTO_IPV6, 23);
    private static final ChannelOption<Integer> IP_RECVERR = new IntegerUnixChannelOption("IP_RECVERR", IPPROTO_IP, 11);
    private static final ChannelOption<Integer> IPV6_RECVERR =
            new IntegerUnixChannelOption("IPV6_RECVERR", IPPROTO_IPV6, 25);

    private final DatagramChannel channel;
    private final InetSocketAddress address;
    private final Receiving receiving;
    private final boolean epoll;
    private final List<User> users = new ArrayList<>();
    private final @Nullable ErrorQueue errors;

    /**
     * A port.
     *
     * @param ordered what hears for it
     */
    private record User(DatagramListener listener, DatagramListener ordered, boolean whole) {}

    Socket(DatagramChannel channel, Receiving receiving, boolean epoll) {
        this.channel = channel;
        this.address = channel.localAddress();
        this.receiving = receiving;
        this.epoll = epoll;
        errors = channel instanceof UnixChannel unix && ErrorQueue.isAvailable()
                ? new ErrorQueue(unix.fd().intValue(), new Told())
                : null;
        receiving.onFailure(this::drainErrors);
    }

    /** What became of datagrams is for those who send whole ones. */
    private final class Told implements DatagramListener {
        @Override
        public void received(InetSocketAddress from, ByteBuffer datagram) {}

        @Override
        public void narrow(InetSocketAddress to, int mtuBytes) {
            users.stream().filter(User::whole).forEach(user -> user.listener().narrow(to, mtuBytes));
        }

        @Override
        public void refused(InetSocketAddress to) {
            users.stream().filter(User::whole).forEach(user -> user.listener().refused(to));
        }
    }

    DatagramChannel channel() {
        return channel;
    }

    InetSocketAddress address() {
        return address;
    }

    void add(DatagramListener listener, DatagramListener ordered, DatagramOptions options) {
        users.add(new User(listener, ordered, options.whole()));
        usersChanged();
        if (epoll) {
            set(EpollChannelOption.UDP_GRO, true);
            set(SO_RCVBUFFORCE, options.bufferBytes());
            set(SO_SNDBUFFORCE, options.bufferBytes());
            if (options.prompt()) {
                set(ChannelOption.IP_TOS, TOS_LOW_DELAY);
            }
        }
    }

    /** Answers whether it was the last. */
    boolean remove(DatagramListener listener) {
        users.removeIf(user -> user.listener() == listener);
        usersChanged();
        return users.isEmpty();
    }

    /** Whether what ICMP says is told. */
    boolean hearsErrors() {
        return errors != null && users.stream().anyMatch(User::whole);
    }

    /** As {@link ErrorQueue#drain}. */
    int drainErrors() {
        if (errors == null || !channel.isOpen()) {
            return 0;
        }
        int local = errors.drain();
        if (errors.mayHaveMore()) {
            channel.eventLoop().execute(this::drainErrors);
        }
        return local;
    }

    private void usersChanged() {
        receiving.handTo(users.stream().map(User::ordered).toList());
        if (epoll) {
            boolean whole = users.stream().anyMatch(User::whole);
            set(
                    address.getAddress() instanceof Inet4Address ? IP_MTU_DISCOVER : IPV6_MTU_DISCOVER,
                    whole ? PMTUDISC_PROBE : PMTUDISC_WANT);
            set(address.getAddress() instanceof Inet4Address ? IP_RECVERR : IPV6_RECVERR, hearsErrors() ? 1 : 0);
        }
    }

    /** What only the native channel can, and not every process may. */
    private <T> void set(ChannelOption<T> option, T value) {
        try {
            channel.config().setOption(option, value);
        } catch (ChannelException _) {
            // The kernel is older, or the process has no right to it: it goes on with what it has.
        }
    }

    ChannelFuture close() {
        return channel.close();
    }
}
