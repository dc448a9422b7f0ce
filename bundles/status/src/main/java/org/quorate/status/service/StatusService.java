package org.quorate.status.service;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.quorate.config.ActiveConfiguration;
import org.quorate.config.ClusterMembers.ResolvedNode;
import org.quorate.group.ProcessGroups;
import org.quorate.node.NodeIdentity;
import org.quorate.status.ClusterLog;
import org.quorate.status.ClusterStatus;
import org.quorate.status.LogRecord;
import org.quorate.status.NodeValues;
import org.quorate.status.exchange.Exchange;
import org.quorate.status.exchange.StatusEvent;
import org.quorate.status.log.LogEntry;

/** The values and the log of all nodes, as this node knows them. Answers in every state, also without a ring. */
@Component(
        immediate = true,
        service = {ClusterStatus.class, ClusterLog.class})
public final class StatusService implements ClusterStatus, ClusterLog {
    private static final String ADDRESS = "nodeip";

    private final NodeIdentity identity;
    private final StatusHost host;
    private volatile @Nullable ActiveConfiguration configuration;

    /** Begins the log of this process. The group is joined when there is one. */
    @Activate
    public StatusService(@Reference NodeIdentity identity) {
        this.identity = identity;
        host = new StatusHost(identity.nodeId());
        log(INFO, "root", "cluster", "starting cluster log");
    }

    @Deactivate
    void close() {
        host.close();
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            updated = "bindConfiguration")
    void bindConfiguration(ActiveConfiguration service) {
        configuration = service;
        var members = service.members();
        host.on(new StatusEvent.Configured(
                members.nodes().stream().map(ResolvedNode::nodeId).collect(Collectors.toSet())));
        var addresses = members.local().addresses();
        if (!addresses.isEmpty()) {
            var address = addresses.firstEntry().getValue().getAddress().getHostAddress();
            put(ADDRESS, (address + "\0").getBytes(StandardCharsets.US_ASCII));
        }
    }

    void unbindConfiguration(ActiveConfiguration service) {
        configuration = configuration == service ? null : configuration;
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindGroups(ProcessGroups groups) {
        host.use(groups);
    }

    void unbindGroups(ProcessGroups groups) {
        host.forget(groups);
    }

    // ---- values

    @Override
    public void put(String key, byte[] value) {
        int bytes = key.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > MAX_KEY_BYTES || key.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "key \"" + key + "\": must have 1 to " + MAX_KEY_BYTES + " bytes, and no NUL");
        }
        if (value.length > MAX_VALUE_BYTES) {
            throw new IllegalArgumentException(
                    "value of " + key + ": found " + value.length + " bytes, must be at most " + MAX_VALUE_BYTES);
        }
        host.on(new StatusEvent.Published(key, value.clone()));
    }

    @Override
    public Optional<byte[]> value(int nodeId, String key) {
        return host.look(exchange -> Optional.ofNullable(exchange.value(nodeId, key)))
                .map(value -> Arrays.copyOf(value, value.length));
    }

    @Override
    public List<NodeValues> nodes() {
        var names = new TreeMap<Integer, String>(Integer::compareUnsigned);
        names.put(identity.nodeId(), identity.name());
        var configured = configuration;
        if (configured != null) {
            configured
                    .members()
                    .nodes()
                    .forEach(node -> names.put(node.nodeId(), new NodeIdentity(node.nodeId(), node.name()).name()));
        }
        return host.look(exchange -> nodes(exchange, names));
    }

    private static List<NodeValues> nodes(Exchange exchange, SortedMap<Integer, String> names) {
        var online = exchange.online();
        var ids = new TreeSet<Integer>(Integer::compareUnsigned);
        ids.addAll(names.keySet());
        ids.addAll(online);
        var nodes = new ArrayList<NodeValues>();
        for (int id : ids) {
            nodes.add(new NodeValues(
                    id,
                    names.getOrDefault(id, Integer.toUnsignedString(id)),
                    online.contains(id),
                    Optional.ofNullable(exchange.address(id)),
                    exchange.versions(id)));
        }
        return List.copyOf(nodes);
    }

    @Override
    public SortedMap<String, String> measurements() {
        return host.look(exchange -> exchange.measurements(System.nanoTime()));
    }

    @Override
    public String phase() {
        return host.look(Exchange::text);
    }

    @Override
    public int version() {
        return host.look(Exchange::version);
    }

    // ---- log

    @Override
    public void log(int priority, String user, String tag, String message) {
        int pid = (int) ProcessHandle.current().pid();
        host.on(new StatusEvent.Written(priority, identity.name(), user, tag, pid, message));
    }

    @Override
    public List<LogRecord> newest(int max, Optional<String> user) {
        var digest = user.map(LogEntry::digest);
        return host.look(exchange -> {
            var records = new ArrayList<LogRecord>();
            for (var entry : exchange.newestFirst()) {
                if (records.size() >= max) {
                    break;
                }
                if (digest.isEmpty() || digest.get() == entry.userDigest()) {
                    records.add(record(entry));
                }
            }
            return List.copyOf(records);
        });
    }

    private static LogRecord record(LogEntry entry) {
        return new LogRecord(
                entry.uid(),
                entry.timeSeconds(),
                entry.priority(),
                entry.node(),
                entry.user(),
                entry.tag(),
                entry.pid(),
                entry.message());
    }
}
