package org.quorate.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.quorate.config.ClusterMembers.ResolvedNode;

/** One resolution of a nodelist on one machine; goes on after a problem, so that all are found. */
final class MemberResolution {
    /** A node and where it is from. */
    private record Member(NodeEntry entry, ResolvedNode node) {
        String name() {
            return node.name();
        }

        /** If not, that is told, and it may be this machine. */
        boolean isResolved() {
            return node.addresses().size() == entry.ringAddresses().size();
        }

        boolean isOn(LocalAddresses machine) {
            return node.addresses().values().stream().anyMatch(a -> machine.contains(a.getAddress()));
        }
    }

    private final ClusterConfig config;
    private final Addressing addressing;
    private final NameResolver resolver;
    private final LocalAddresses local;
    private final Findings findings;

    MemberResolution(ClusterConfig config, NameResolver resolver, LocalAddresses local) {
        this.config = config;
        this.addressing = new Addressing(config.totem());
        this.resolver = resolver;
        this.local = local;
        this.findings = new Findings(config.document().fileName());
    }

    ClusterMembers resolve(Optional<String> localName) throws ConfigurationException {
        var members = config.nodes().stream().map(this::member).toList();
        checkNodeIds(members);
        checkAddresses(members);
        checkFamilies(members);
        Optional<Member> self = localName.isPresent() ? named(localName.get(), members) : here(members);
        self.ifPresent(this::checkHere);
        findings.throwIfAny();
        var nodes = members.stream()
                .map(Member::node)
                .sorted(Comparator.comparingLong(node -> Integer.toUnsignedLong(node.nodeId())))
                .toList();
        return new ClusterMembers(self.orElseThrow().node().nodeId(), nodes);
    }

    private Member member(NodeEntry entry) {
        SortedMap<Integer, InetSocketAddress> addresses = new TreeMap<>();
        entry.ringAddresses().forEach((link, text) -> {
            Optional<InetAddress> address = addressing.choose(resolver.resolve(text));
            address.ifPresent(found -> addresses.put(link, addressing.onLink(found, link)));
            if (address.isEmpty()) {
                String message = "does not resolve to an address (ip_version is "
                        + config.totem().ipVersion() + ")";
                problem(entry, link, message, "add it to /etc/hosts or to the DNS, or write an address");
            }
        });
        return new Member(entry, new ResolvedNode(nodeId(entry, addresses), entry.name(), entry.votes(), addresses));
    }

    private int nodeId(NodeEntry entry, SortedMap<Integer, InetSocketAddress> addresses) {
        if (entry.nodeId() != 0 || addresses.isEmpty()) {
            return entry.nodeId();
        }
        int derived = addressing.derivedNodeId(addresses.firstEntry().getValue().getAddress());
        if (derived == 0) {
            String message = "is missing, and can only be taken from an IPv4 address";
            findings.problem(entry.line(), "nodelist.node.nodeid", "", message, "give each node a number of its own");
        }
        return derived;
    }

    /** Those that are given were compared before; one that is taken from an address may be new among them. */
    private void checkNodeIds(List<Member> members) {
        Map<Integer, Member> ids = new HashMap<>();
        for (Member member : members) {
            int id = member.node().nodeId();
            Member same = id == 0 ? null : ids.putIfAbsent(id, member);
            if (same != null) {
                String message = "is the node id of node " + same.name() + ", too, one of them taken from its address";
                String found = Integer.toUnsignedString(id);
                findings.problem(member.entry().line(), "nodelist.node.nodeid", found, message, "give both a nodeid");
            }
        }
    }

    private void checkAddresses(List<Member> members) {
        Map<InetAddress, Member> addresses = new HashMap<>();
        for (Member member : members) {
            member.node().addresses().forEach((link, address) -> {
                Member same = addresses.putIfAbsent(address.getAddress(), member);
                if (same == member) {
                    String message = "is " + text(address) + ", which is the address of another link of this node, too";
                    problem(member.entry(), link, message, "give each link an address in a network of its own");
                } else if (same != null) {
                    String message = "is " + text(address) + ", which is an address of node " + same.name() + ", too";
                    problem(member.entry(), link, message, "give each node an address of its own");
                }
            });
        }
    }

    private void checkFamilies(List<Member> members) {
        Map<Integer, InetSocketAddress> firsts = new HashMap<>();
        for (Member member : members) {
            member.node().addresses().forEach((link, address) -> {
                InetSocketAddress first = firsts.computeIfAbsent(link, _ -> address);
                if (first.getAddress().getClass() != address.getAddress().getClass()) {
                    String message = "is " + text(address) + ", but the first node has " + text(first);
                    problem(member.entry(), link, message, "use either IPv4 or IPv6 for all nodes of a link");
                }
            });
        }
    }

    private Optional<Member> named(String name, List<Member> members) {
        var self = first(members, member -> member.name().equals(name))
                .or(() ->
                        first(members, member -> member.entry().ringAddresses().containsValue(name)));
        if (self.isEmpty()) {
            String message = "is the name given to this node, but the nodelist has " + names(members);
            findings.problem(0, "nodelist", name, message, "give one of these names, or add a node section");
        }
        return self;
    }

    private static Optional<Member> first(List<Member> members, Predicate<Member> wanted) {
        return members.stream().filter(wanted).findFirst();
    }

    private Optional<Member> here(List<Member> members) {
        var candidates = members.stream().filter(member -> member.isOn(local)).toList();
        if (candidates.isEmpty() && members.stream().allMatch(Member::isResolved)) {
            String message = "has no node with an address of this machine, it has " + names(members);
            findings.problem(0, "nodelist", "", message, "add this machine, or bring its network up");
        } else if (candidates.size() > 1) {
            String message = "has several nodes with an address of this machine: " + names(candidates);
            findings.problem(0, "nodelist", "", message, "say by its name which of them to start");
        }
        return candidates.size() == 1 ? Optional.of(candidates.getFirst()) : Optional.empty();
    }

    private void checkHere(Member self) {
        self.node().addresses().forEach((link, address) -> {
            if (!local.contains(address.getAddress())) {
                String message = "is " + text(address) + " for node " + self.name() + ", which is this machine, but not"
                        + " an address of this machine";
                problem(self.entry(), link, message, "correct it, or bring its network up");
            }
        });
    }

    private void problem(NodeEntry entry, int link, String message, String nextStep) {
        String key = "ring" + link + "_addr";
        int line = config.document().sections("nodelist.node").stream()
                .filter(section -> section.line() == entry.line())
                .flatMap(section -> section.entry(key).stream())
                .mapToInt(CorosyncConf.Entry::line)
                .findFirst()
                .orElse(entry.line());
        String found = entry.ringAddresses().getOrDefault(link, "");
        findings.problem(line, "nodelist.node." + key, found, message, nextStep);
    }

    private static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress();
    }

    private static String names(List<Member> members) {
        return members.stream().map(Member::name).collect(Collectors.joining(", "));
    }
}
