package org.quorate.config;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.quorate.config.ClusterMembers.ResolvedNode;

/** This machine in a cluster without a nodelist, found by what {@code bindnetaddr} means on it. */
record LoneMember(ClusterConfig config, LocalAddresses local) {
    ClusterMembers resolve(Optional<String> localName) throws ConfigurationException {
        var findings = new Findings(config.document().fileName());
        var addressing = new Addressing(config.totem());
        var options = config.totem().options();
        String bind = options.getOrDefault("interface.0.bindnetaddr", "");
        var address = onThisMachine(InetAddress.ofLiteral(bind));
        if (address.isEmpty()) {
            String message = "is neither an address of this machine nor the network of one";
            String key = "totem.interface.bindnetaddr";
            findings.problem(line(bind), key, bind, message, "correct it, or bring the network up");
        }
        findings.throwIfAny();
        InetAddress found = address.orElseThrow();
        int id = options.containsKey("nodeid")
                ? Integer.parseUnsignedInt(options.get("nodeid"))
                : addressing.derivedNodeId(found);
        if (id == 0) {
            String message = "is missing, and can only be taken from an IPv4 address";
            findings.problem(0, "totem.nodeid", "", message, "add it, or a nodelist");
        }
        findings.throwIfAny();
        String name = localName.orElse(found.getHostAddress());
        var addresses = new TreeMap<>(Map.of(0, addressing.onLink(found, 0)));
        return new ClusterMembers(id, List.of(new ResolvedNode(id, name, votes(), addresses)));
    }

    /** An address that is bound here wins over the first interface in the same network. */
    private Optional<InetAddress> onThisMachine(InetAddress bind) {
        var interfaces = local.interfaces();
        boolean exact = interfaces.stream().anyMatch(a -> a.address().equals(bind));
        if (exact || bind.isLoopbackAddress() && local.contains(bind)) {
            return Optional.of(bind);
        }
        return interfaces.stream()
                .filter(a -> a.address() instanceof Inet4Address && bind instanceof Inet4Address)
                .filter(a -> network(a.address(), a.prefixLength()) == network(bind, a.prefixLength()))
                .map(LocalAddresses.InterfaceAddress::address)
                .findFirst();
    }

    private static int network(InetAddress ipv4, int prefixLength) {
        int bits = ByteBuffer.wrap(ipv4.getAddress()).getInt();
        return prefixLength == 0 ? 0 : bits & -1 << Integer.SIZE - prefixLength;
    }

    private int votes() {
        return config.document().sections("quorum").stream()
                .flatMap(section -> section.value("votes").stream())
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElse(1);
    }

    private int line(String bind) {
        return config.document().sections("totem.interface").stream()
                .flatMap(section -> section.entry("bindnetaddr").stream())
                .filter(entry -> entry.value().equals(bind))
                .mapToInt(CorosyncConf.Entry::line)
                .findFirst()
                .orElse(0);
    }
}
