package org.quorate.transport.udp;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.quorate.datagram.DatagramListener;
import org.quorate.datagram.DatagramLoop;
import org.quorate.datagram.DatagramOptions;
import org.quorate.transport.session.Wire;

/**
 * Where a link's frames to all go.
 *
 * @param options the {@code totem} section, of which {@code cluster_name} and the interface sections count
 */
record Groups(Map<String, String> options) implements Wire.Maker {
    private static final InetAddress EVERYBODY = InetAddress.ofLiteral("255.255.255.255");
    private static final int USUAL_HOPS = 1;

    @Override
    public Wire open(
            DatagramLoop loop, int link, InetSocketAddress local, DatagramOptions options, DatagramListener listener)
            throws IOException {
        var group = new InetSocketAddress(group(link, local.getAddress()), local.getPort());
        return MulticastWire.open(loop, link, local, group, hops(link), options, listener);
    }

    private InetAddress group(int link, InetAddress local) throws IOException {
        var given = option(link, "mcastaddr", "");
        boolean broadcast = option(link, "broadcast", "no").equals("yes");
        if (!broadcast && given.isEmpty()) {
            return ofName(link, local instanceof Inet4Address);
        }
        var group = broadcast ? EVERYBODY : InetAddress.ofLiteral(given);
        if (group instanceof Inet4Address != local instanceof Inet4Address) {
            throw new IOException("link " + link + ": totem.interface." + (broadcast ? "broadcast" : "mcastaddr")
                    + " means " + group.getHostAddress() + ", and this node's address is " + local.getHostAddress()
                    + "; both are of IPv4 or both of IPv6");
        }
        return group;
    }

    private InetAddress ofName(int link, boolean ipv4) throws IOException {
        var name = options.getOrDefault("cluster_name", "");
        if (name.isEmpty()) {
            throw new IOException(
                    "totem.cluster_name is missing, and the multicast address is taken from it; add it, or"
                            + " mcastaddr in an interface section");
        }
        return ofName(name, link, ipv4);
    }

    /** The group that corosync takes for a cluster of that name. */
    static InetAddress ofName(String clusterName, int link, boolean ipv4) {
        int hash = 0;
        for (byte each : clusterName.getBytes(StandardCharsets.UTF_8)) {
            hash = 2 * hash + each;
        }
        int number = (hash & 0xFFFF) + link & 0xFFFF;
        var address = ipv4
                ? new byte[] {(byte) 239, (byte) 192, (byte) (number >> 8), (byte) (number % 255)}
                : ByteBuffer.allocate(16)
                        .putShort(0, (short) 0xFF15)
                        .putShort(14, (short) number)
                        .array();
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException e) {
            throw new AssertionError("an address has 4 or 16 bytes", e);
        }
    }

    private int hops(int link) {
        return Integer.parseInt(option(link, "ttl", Integer.toString(USUAL_HOPS)));
    }

    private String option(int link, String key, String otherwise) {
        return options.getOrDefault("interface." + link + "." + key, otherwise);
    }
}
