package org.quorate.clusterfs.service;

import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.quorate.clusterfs.tree.Guests;
import org.quorate.config.ActiveConfiguration;
import org.quorate.config.ClusterMembers.ResolvedNode;

/**
 * The texts of {@code .version}, {@code .members} and {@code .vmlist}, in pmxcfs's form. Each read gets a text of its
 * own, of one moment. Thread safe.
 */
final class StatusFiles {
    private final ActiveConfiguration configuration;
    private final ObservedFiles observed;
    private final Supplier<Guests> guests;
    private final Supplier<List<Integer>> online;
    private final BooleanSupplier quorate;
    private final long startSeconds = System.currentTimeMillis() / 1000;
    private List<Integer> lastOnline = List.of();
    private int membersVersion = 1;

    /**
     * Texts about this node.
     *
     * @param online ids of the nodes that have a replica in the group
     */
    StatusFiles(
            ActiveConfiguration configuration,
            ObservedFiles observed,
            Supplier<Guests> guests,
            Supplier<List<Integer>> online,
            BooleanSupplier quorate) {
        this.configuration = configuration;
        this.observed = observed;
        this.guests = guests;
        this.online = online;
        this.quorate = quorate;
    }

    Map<String, Supplier<String>> byName() {
        return Map.of(".version", this::version, ".members", this::members, ".vmlist", this::guestList);
    }

    /** Up to the first dot, as a host is named in the tree. */
    static String shortName(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    private String local() {
        return shortName(configuration.members().local().name());
    }

    private String version() {
        var text = new StringBuilder("{\n\"starttime\": ").append(startSeconds);
        text.append(",\n\"clinfo\": ").append(membersVersion(online.get()));
        text.append(",\n\"vmlist\": ").append(guests.get().version());
        observed.counts()
                .forEach((path, count) ->
                        text.append(",\n").append(quoted(path)).append(": ").append(count));
        return text.append(",\n\"kvstore\": {\n")
                .append(quoted(local()))
                .append(": {}}\n}\n")
                .toString();
    }

    private synchronized int membersVersion(List<Integer> nowOnline) {
        if (!nowOnline.equals(lastOnline)) {
            lastOnline = nowOnline;
            membersVersion++;
        }
        return membersVersion;
    }

    private String members() {
        var cluster = configuration.cluster();
        var nodes = configuration.members().nodes();
        var there = online.get();
        return "{\n\"nodename\": " + quoted(local())
                + ",\n\"version\": " + membersVersion(there)
                + ",\n\"cluster\": { \"name\": " + quoted(cluster.clusterName())
                + ", \"version\": " + Long.toUnsignedString(cluster.configVersion())
                + ", \"nodes\": " + nodes.size()
                + ", \"quorate\": " + (quorate.getAsBoolean() ? 1 : 0)
                + " },\n\"nodelist\": {\n"
                + nodes.stream().map(node -> member(node, there)).collect(Collectors.joining(",\n"))
                + "\n  }\n}\n";
    }

    private static String member(ResolvedNode node, List<Integer> there) {
        boolean online = there.contains(node.nodeId());
        var text = "  " + quoted(shortName(node.name())) + ": { \"id\": " + Integer.toUnsignedString(node.nodeId())
                + ", \"online\": " + (online ? 1 : 0);
        if (online && !node.addresses().isEmpty()) {
            var address = node.addresses().firstEntry().getValue().getAddress();
            text += ", \"ip\": " + quoted(address.getHostAddress());
        }
        return text + "}";
    }

    private String guestList() {
        var list = guests.get();
        var text = new StringBuilder("{\n\"version\": ").append(list.version());
        var separator = ",\n\"ids\": {\n";
        for (var guest : list.all()) {
            var config = guest.config();
            text.append(separator)
                    .append('"')
                    .append(Integer.toUnsignedString(config.id()))
                    .append("\": { \"node\": ")
                    .append(quoted(config.node()))
                    .append(", \"type\": ")
                    .append(quoted(config.type().label()))
                    .append(", \"version\": ")
                    .append(guest.version())
                    .append(" }");
            separator = ",\n";
        }
        return text.append(list.size() == 0 ? "\n}\n" : "}\n\n}\n").toString();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
