package org.quorate.datagram;

import io.netty.channel.ChannelException;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.unix.IntegerUnixChannelOption;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;

/** What the system has to know of a socket that sends to groups. */
final class Groups {
    // <linux/in.h>, <linux/in6.h>; Netty's own options are about datagrams to one receiver, too.
    private static final int IPPROTO_IP = 0;
    private static final int IPPROTO_IPV6 = 41;
    private static final IntegerUnixChannelOption IP_MULTICAST_TTL =
            new IntegerUnixChannelOption("IP_MULTICAST_TTL", IPPROTO_IP, 33);
    private static final IntegerUnixChannelOption IP_MULTICAST_LOOP =
            new IntegerUnixChannelOption("IP_MULTICAST_LOOP", IPPROTO_IP, 34);
    private static final IntegerUnixChannelOption IPV6_MULTICAST_IF =
            new IntegerUnixChannelOption("IPV6_MULTICAST_IF", IPPROTO_IPV6, 17);
    private static final IntegerUnixChannelOption IPV6_MULTICAST_HOPS =
            new IntegerUnixChannelOption("IPV6_MULTICAST_HOPS", IPPROTO_IPV6, 18);
    private static final IntegerUnixChannelOption IPV6_MULTICAST_LOOP =
            new IntegerUnixChannelOption("IPV6_MULTICAST_LOOP", IPPROTO_IPV6, 19);

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private Groups() {}

    /** @throws IOException with the message of the system */
    static void reach(DatagramChannel channel, int hops) throws IOException {
        var local = channel.localAddress().getAddress();
        try {
            channel.config().setBroadcast(true);
            if (!(channel instanceof EpollDatagramChannel)) {
                channel.config()
                        .setNetworkInterface(interfaceOf(local))
                        .setTimeToLive(hops)
                        .setLoopbackModeDisabled(true);
            } else if (local instanceof Inet6Address) {
                channel.config().setOption(IPV6_MULTICAST_IF, interfaceOf(local).getIndex());
                channel.config().setOption(IPV6_MULTICAST_HOPS, hops);
                channel.config().setOption(IPV6_MULTICAST_LOOP, 0);
            } else { // IPv4 takes the interface of the address that the socket is bound to
                channel.config().setOption(IP_MULTICAST_TTL, hops);
                channel.config().setOption(IP_MULTICAST_LOOP, 0);
            }
        } catch (ChannelException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** The interface that has the address. Of the loopback network the system lists one address only. */
    static NetworkInterface interfaceOf(InetAddress local) throws IOException {
        var listed = local.isLoopbackAddress() && local instanceof Inet4Address ? LOOPBACK : local;
        var found = NetworkInterface.getByInetAddress(listed);
        if (found == null) {
            throw new IOException("no interface has the address " + local.getHostAddress());
        }
        return found;
    }
}
