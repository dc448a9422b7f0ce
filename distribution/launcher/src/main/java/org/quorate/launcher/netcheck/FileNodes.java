package org.quorate.launcher.netcheck;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.quorate.config.ClusterConfig;
import org.quorate.config.ClusterMembers;
import org.quorate.config.ClusterMembers.ResolvedNode;
import org.quorate.config.ConfigurationException;
import org.quorate.config.LocalAddresses;
import org.quorate.config.NameResolver;
import org.quorate.config.Problem;
import org.quorate.launcher.StartException;
import org.quorate.netcheck.host.Places;
import org.quorate.netcheck.probe.Check;
import org.quorate.netcheck.probe.Check.Place;

/**
 * The nodes of a {@code corosync.conf}. All ends have the same port, which is none of the cluster's.
 *
 * @param places of this machine, one for each link
 * @param others those that it measures with
 * @param needsMulticast whether the transport does
 */
record FileNodes(String name, List<Place> places, List<ResolvedNode> others, boolean needsMulticast) {
    static FileNodes of(NetcheckOptions options) throws StartException, IOException {
        var file = options.config().orElseThrow();
        ClusterConfig config;
        ClusterMembers members;
        try {
            config = ClusterConfig.load(file);
            members = ClusterMembers.resolve(config, options.name(), NameResolver.system(), LocalAddresses.system());
        } catch (ConfigurationException e) {
            throw new StartException(
                    StartException.CONFIGURATION,
                    e.problems().stream().map(Problem::toString).toList());
        }
        var local = members.local();
        var places = new ArrayList<Place>();
        for (var address : addresses(local).entrySet()) {
            places.add(Places.of(address.getKey(), address.getValue()));
        }
        return new FileNodes(
                local.name(),
                places,
                wanted(members, options.words()),
                config.totem().transport().equals("udp"));
    }

    private static List<ResolvedNode> wanted(ClusterMembers members, List<String> words) throws StartException {
        var others = members.nodes().stream()
                .filter(node -> node.nodeId() != members.localNodeId())
                .toList();
        var unknown = new TreeSet<>(words);
        members.nodes().forEach(node -> unknown.removeAll(List.of(node.name(), id(node))));
        if (!unknown.isEmpty()) {
            throw StartException.usage(NetcheckOptions.COMMAND + ": no node " + unknown.first()
                    + " in the nodelist; there are "
                    + String.join(
                            ", ",
                            members.nodes().stream().map(ResolvedNode::name).toList()));
        }
        var named = new HashSet<>(words);
        return others.stream()
                .filter(node -> named.isEmpty() || named.contains(node.name()) || named.contains(id(node)))
                .toList();
    }

    private static String id(ResolvedNode node) {
        return Integer.toUnsignedString(node.nodeId());
    }

    private static SortedMap<Integer, InetSocketAddress> addresses(ResolvedNode node) {
        var addresses = new TreeMap<Integer, InetSocketAddress>();
        node.addresses()
                .forEach((link, address) ->
                        addresses.put(link, new InetSocketAddress(address.getAddress(), Places.PORT)));
        return addresses;
    }

    /** A session for each link to each other node. */
    void add(Check check) {
        for (var place : places) {
            for (var node : others) {
                var target = addresses(node).get(place.link());
                if (target != null) {
                    check.add(place, node.name(), target, System.nanoTime());
                }
            }
        }
    }
}
