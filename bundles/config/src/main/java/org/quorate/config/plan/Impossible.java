package org.quorate.config.plan;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.quorate.config.ClusterMembers.ResolvedNode;
import org.quorate.config.ConfigurationException;
import org.quorate.config.Problem;

/** What cannot be done while the cluster runs. */
record Impossible(Configured before, Configured after, List<Problem> problems) {
    static void check(Configured before, Configured after) throws ConfigurationException {
        var rules = new Impossible(before, after, new ArrayList<>());
        rules.thisNodeStaysWhatItIs();
        rules.addressesStayWithTheirNodes();
        if (before.cluster().totem().transport().equals(after.cluster().totem().transport())) {
            rules.eachPairKeepsALink();
        }
        if (!rules.problems.isEmpty()) {
            throw new ConfigurationException(rules.problems);
        }
    }

    private void problem(int line, String key, String found, String message, String nextStep) {
        problems.add(new Problem(after.cluster().document().fileName(), line, key, found, message, nextStep));
    }

    private void thisNodeStaysWhatItIs() {
        int was = before.members().localNodeId();
        int is = after.members().localNodeId();
        if (was != is) {
            problem(
                    0,
                    "nodelist.node.nodeid",
                    Integer.toUnsignedString(is),
                    "is what this node would be, but it runs as node " + Integer.toUnsignedString(was),
                    "give it its node id back, or restart it");
        }
    }

    /** For a moment two nodes would have it. */
    private void addressesStayWithTheirNodes() {
        Map<InetAddress, ResolvedNode> owners = new HashMap<>();
        for (var node : before.members().nodes()) {
            node.addresses().values().forEach(address -> owners.put(address.getAddress(), node));
        }
        for (var node : after.members().nodes()) {
            node.addresses().forEach((link, address) -> {
                var owner = owners.get(address.getAddress());
                if (owner != null && owner.nodeId() != node.nodeId()) {
                    problem(
                            after.line(node, link),
                            "nodelist.node.ring" + link + "_addr",
                            address.getAddress().getHostAddress(),
                            "is the address of node " + owner.name() + " until now",
                            "take it from that node with one version, and give it to this one with the next");
                }
            });
        }
    }

    private void eachPairKeepsALink() {
        for (var node : after.members().nodes()) {
            var old = before.node(node.nodeId());
            if (old.isEmpty()) {
                continue;
            }
            var moved = moved(old.get(), node);
            for (var other : after.members().nodes()) {
                var oldOther = before.node(other.nodeId());
                if (oldOther.isPresent() && other.nodeId() != node.nodeId() && !moved.isEmpty()) {
                    var carrying = new TreeSet<>(node.addresses().keySet());
                    carrying.removeAll(moved);
                    carrying.removeAll(moved(oldOther.get(), other));
                    carrying.retainAll(other.addresses().keySet());
                    if (carrying.isEmpty()) {
                        refuse(node, moved.first(), other);
                        break;
                    }
                }
            }
        }
    }

    /** Links on which the node has another address than before. */
    private static SortedSet<Integer> moved(ResolvedNode before, ResolvedNode after) {
        var moved = new TreeSet<Integer>();
        after.addresses().forEach((link, address) -> {
            var old = before.addresses().get(link);
            if (old != null && !old.equals(address)) {
                moved.add(link);
            }
        });
        return moved;
    }

    private void refuse(ResolvedNode node, int link, ResolvedNode other) {
        var address = node.addresses().get(link);
        problem(
                after.line(node, link),
                "nodelist.node.ring" + link + "_addr",
                address == null ? "" : address.getAddress().getHostAddress() + "," + address.getPort(),
                "is another address or port than now, and no other link would carry between " + node.name() + " and "
                        + other.name() + " meanwhile",
                "add the new address as another link with one version and remove the old link with the next, or restart"
                        + " the nodes");
    }
}
