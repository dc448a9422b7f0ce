package org.quorate.config;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** How the {@code totem} section makes addresses, ports and node ids of what the nodelist says. */
record Addressing(TotemOptions totem) {
    private static final int DEFAULT_PORT = 5405;

    /** The one of a name's addresses that {@code ip_version} prefers. */
    Optional<InetAddress> choose(List<InetAddress> found) {
        Optional<InetAddress> ipv4 = first(found, Inet4Address.class::isInstance);
        Optional<InetAddress> ipv6 = first(found, address -> !(address instanceof Inet4Address));
        return switch (totem.ipVersion()) {
            case "ipv4" -> ipv4;
            case "ipv6" -> ipv6;
            case "ipv4-6" -> ipv4.or(() -> ipv6);
            default -> ipv6.or(() -> ipv4);
        };
    }

    private static Optional<InetAddress> first(List<InetAddress> found, Predicate<InetAddress> wanted) {
        return found.stream().filter(wanted).findFirst();
    }

    /** With the port of the link: its {@code mcastport}, else 5405 and the link number. */
    InetSocketAddress onLink(InetAddress address, int link) {
        String configured = totem.options().get("interface." + link + ".mcastport");
        return new InetSocketAddress(address, configured == null ? DEFAULT_PORT + link : Integer.parseInt(configured));
    }

    /** The node id of a node that is given none: its IPv4 address as a number; 0 for other addresses. */
    int derivedNodeId(InetAddress address) {
        if (!(address instanceof Inet4Address)) {
            return 0;
        }
        int id = ByteBuffer.wrap(address.getAddress()).getInt();
        boolean positive = "yes".equals(totem.options().get("clear_node_high_bit"));
        return positive ? id & Integer.MAX_VALUE : id;
    }
}
