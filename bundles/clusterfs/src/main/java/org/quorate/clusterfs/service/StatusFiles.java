package org.quorate.clusterfs.service;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.quorate.clusterfs.tree.Guests;
import org.quorate.config.ActiveConfiguration;
import org.quorate.node.NodeIdentity;
import org.quorate.status.ClusterLog;
import org.quorate.status.ClusterStatus;
import org.quorate.status.LogRecord;
import org.quorate.status.NodeValues;

/**
 * The texts of {@code .version}, {@code .members}, {@code .vmlist}, {@code .clusterlog}, {@code .rrd} and {@code .debug},
 * in pmxcfs's form. Each read gets a text of its own, of one moment. Thread safe.
 */
final class StatusFiles {
    private static final int LOG_ENTRIES = 50;

    private final NodeIdentity identity;
    private final Services services;
    private final ObservedFiles observed;
    private final Supplier<Guests> guests;
    private final BooleanSupplier quorate;
    private final long startSeconds = System.currentTimeMillis() / 1000;

    /** What is there of those that know of other nodes; any of them may be null. */
    interface Services {
        @Nullable
        ActiveConfiguration configuration();

        @Nullable
        ClusterStatus status();

        @Nullable
        ClusterLog log();
    }

    /** Texts about this node. */
    StatusFiles(
            NodeIdentity identity,
            Services services,
            ObservedFiles observed,
            Supplier<Guests> guests,
            BooleanSupplier quorate) {
        this.identity = identity;
        this.services = services;
        this.observed = observed;
        this.guests = guests;
        this.quorate = quorate;
    }

    Map<String, Supplier<String>> byName() {
        return Map.of(
                ".version",
                this::version,
                ".members",
                this::members,
                ".vmlist",
                this::guestList,
                ".clusterlog",
                this::clusterLog,
                ".rrd",
                this::measurements,
                DebugFile.NAME,
                DebugFile::text);
    }

    private String version() {
        var text = new StringBuilder("{\n\"starttime\": ").append(startSeconds);
        text.append(",\n\"clinfo\": ").append(membersVersion());
        text.append(",\n\"vmlist\": ").append(guests.get().version());
        observed.counts()
                .forEach((path, count) -> text.append(",\n")
                        .append(Json.quoted(path))
                        .append(": ")
                        .append(count));
        return text.append(",\n\"kvstore\": {\n")
                .append(values())
                .append("}\n}\n")
                .toString();
    }

    /** Of this node always, of others if they have told any. */
    private String values() {
        var text = nodes().stream()
                .filter(node ->
                        node.nodeId() == identity.nodeId() || !node.versions().isEmpty())
                .map(node -> Json.quoted(node.name()) + ": " + versions(node))
                .collect(Collectors.joining(",\n"));
        return text.isEmpty() ? Json.quoted(identity.name()) + ": {}" : text;
    }

    private static String versions(NodeValues node) {
        return node.versions().entrySet().stream()
                .map(value -> Json.quoted(value.getKey()) + ": " + value.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private int membersVersion() {
        var status = services.status();
        return status == null ? 1 : status.version();
    }

    private List<NodeValues> nodes() {
        var status = services.status();
        return status == null ? List.of() : status.nodes();
    }

    private String members() {
        var head = "{\n\"nodename\": " + Json.quoted(identity.name()) + ",\n\"version\": " + membersVersion();
        var configuration = services.configuration();
        if (configuration == null) {
            return head + "\n}\n";
        }
        var cluster = configuration.cluster();
        var configured = configuration.members().nodes();
        var known = nodes().stream().collect(Collectors.toMap(NodeValues::nodeId, node -> node));
        return head + ",\n\"cluster\": { \"name\": " + Json.quoted(cluster.clusterName())
                + ", \"version\": " + Long.toUnsignedString(cluster.configVersion())
                + ", \"nodes\": " + configured.size()
                + ", \"quorate\": " + (quorate.getAsBoolean() ? 1 : 0)
                + " },\n\"nodelist\": {\n"
                + configured.stream()
                        .map(node -> member(
                                new NodeIdentity(node.nodeId(), node.name()),
                                Optional.ofNullable(known.get(node.nodeId()))))
                        .collect(Collectors.joining(",\n"))
                + "\n  }\n}\n";
    }

    private static String member(NodeIdentity node, Optional<NodeValues> values) {
        boolean online = values.map(NodeValues::online).orElse(false);
        return "  " + Json.quoted(node.name()) + ": { \"id\": " + Integer.toUnsignedString(node.nodeId())
                + ", \"online\": " + (online ? 1 : 0)
                + values.flatMap(NodeValues::address)
                        .map(address -> ", \"ip\": " + Json.quoted(address))
                        .orElse("")
                + "}";
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
                    .append(Json.quoted(config.node()))
                    .append(", \"type\": ")
                    .append(Json.quoted(config.type().label()))
                    .append(", \"version\": ")
                    .append(guest.version())
                    .append(" }");
            separator = ",\n";
        }
        return text.append(list.size() == 0 ? "\n}\n" : "}\n\n}\n").toString();
    }

    private String clusterLog() {
        var log = services.log();
        var records = log == null ? List.<LogRecord>of() : log.newest(LOG_ENTRIES, Optional.empty());
        return "{\n\"data\": [\n"
                + records.stream().map(StatusFiles::logged).collect(Collectors.joining(",\n"))
                + (records.isEmpty() ? "]\n}\n" : "\n]\n}\n");
    }

    private static String logged(LogRecord record) {
        return "{\"uid\": " + Integer.toUnsignedString(record.uid())
                + ", \"time\": " + Integer.toUnsignedString(record.timeSeconds())
                + ", \"pri\": " + record.priority()
                + ", \"tag\": " + Json.quoted(record.tag())
                + ", \"pid\": " + Integer.toUnsignedString(record.pid())
                + ", \"node\": " + Json.quoted(record.node())
                + ", \"user\": " + Json.quoted(record.user())
                + ", \"msg\": " + Json.quoted(record.message())
                + "}";
    }

    private String measurements() {
        var status = services.status();
        return status == null
                ? ""
                : status.measurements().entrySet().stream()
                        .map(measured -> measured.getKey() + ":" + measured.getValue() + "\n")
                        .collect(Collectors.joining());
    }
}
