package org.quorate.transport.udp;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
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

    /** Of packets over links: from here on; below are those of knet and udpu. */
    private static final int FIRST_VERSION = 0x80;

    private static final Pattern NAMES = Pattern.compile("cluster_name|interface\\.[0-7]\\.(mcastaddr|broadcast)");
    private static final Pattern COUNT = Pattern.compile(NAMES.pattern() + "|interface\\.[0-7]\\.ttl");

    /** Keeps those that count, so that others may change while sockets stay. */
    Groups {
        options = options.entrySet().stream()
                .filter(option -> COUNT.matcher(option.getKey()).matches())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, _) -> one, TreeMap::new));
    }

    /**
     * In the packets of a session over links. That of other groups is another one, but for one time in 128: while a session
     * follows one of other groups, both hear what is sent to the node alone.
     */
    int version() {
        var sum = new CRC32();
        options.forEach((key, value) -> {
            if (NAMES.matcher(key).matches()) {
                sum.update((key + "=" + value + "\n").getBytes(StandardCharsets.UTF_8));
            }
        });
        return FIRST_VERSION + (int) (sum.getValue() % FIRST_VERSION);
    }

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
