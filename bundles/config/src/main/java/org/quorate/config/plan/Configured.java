package org.quorate.config.plan;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.quorate.config.ClusterConfig;
import org.quorate.config.ClusterMembers;
import org.quorate.config.ClusterMembers.ResolvedNode;

/**
 * A configuration and what it means on this machine.
 *
 * @param key fingerprint of the cluster's key; absent without encryption, or where no node needs one
 */
public record Configured(ClusterConfig cluster, ClusterMembers members, Optional<String> key) {
    Optional<ResolvedNode> node(int id) {
        return members.nodes().stream().filter(node -> node.nodeId() == id).findFirst();
    }

    /** The numbers of all links that a node has. */
    SortedSet<Integer> links() {
        var links = new TreeSet<Integer>();
        members.nodes().forEach(node -> links.addAll(node.addresses().keySet()));
        return links;
    }

    String encryption() {
        var totem = cluster.totem();
        return totem.encrypted() ? totem.cryptoCipher() + "/" + totem.cryptoHash() : "none";
    }

    /** Where the file says something of a node's link. */
    int line(ResolvedNode node, int link) {
        var entry = cluster.nodes().stream()
                .filter(each -> each.name().equals(node.name()))
                .findFirst();
        return entry.flatMap(each -> cluster.document().sections("nodelist.node").stream()
                        .filter(section -> section.line() == each.line())
                        .flatMap(section -> section.entry("ring" + link + "_addr").stream())
                        .findFirst())
                .map(line -> line.line())
                .orElse(entry.map(each -> each.line()).orElse(0));
    }
}
