package org.quorate.netcheck.host;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.DatagramChannel;

/** The multicast groups of a check, in the range that corosync takes its own from. No cluster has them. */
final class Groups {
    private static final InetSocketAddress IPV4 = group("239.192.84.5");
    private static final InetSocketAddress IPV6 = group("ff15::8405");

    private Groups() {}

    private static InetSocketAddress group(String text) {
        try {
            return new InetSocketAddress(InetAddress.getByName(text), Places.PORT);
        } catch (UnknownHostException e) {
            throw new AssertionError(text + " is an address", e);
        }
    }

    static InetSocketAddress of(InetAddress local) {
        return local instanceof Inet4Address ? IPV4 : IPV6;
    }

    /** A channel that has what comes to the group on the interface of that address. */
    static DatagramChannel join(InetAddress local) throws IOException {
        var group = of(local);
        var channel = DatagramChannel.open(
                local instanceof Inet4Address ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(group);
            channel.join(group.getAddress(), interfaceOf(local));
            channel.configureBlocking(false);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    static NetworkInterface interfaceOf(InetAddress local) throws IOException {
        var found = NetworkInterface.getByInetAddress(local);
        if (found == null) {
            throw new IOException("no interface has " + local.getHostAddress());
        }
        return found;
    }
}
