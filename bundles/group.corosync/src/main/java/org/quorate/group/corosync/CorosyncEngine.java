package org.quorate.group.corosync;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.quorate.config.ActiveConfiguration;
import org.quorate.config.ClusterMembers;
import org.quorate.group.GroupListener;
import org.quorate.group.GroupMember;
import org.quorate.group.ProcessGroup;
import org.quorate.group.ProcessGroups;
import org.quorate.group.corosync.daemon.CorosyncException;
import org.quorate.group.corosync.daemon.Daemon;
import org.quorate.group.corosync.daemon.DaemonSession;
import org.quorate.group.corosync.daemon.LocalDaemon;
import org.quorate.node.FatalErrors;
import org.quorate.node.NodeHome;
import org.quorate.ring.ClusterRing;
import org.quorate.ring.LinkStatus;
import org.quorate.ring.RingId;
import org.quorate.ring.RingPhase;
import org.quorate.ring.RingStatus;

/**
 * Process groups and ring of the corosync daemon of this machine, for a node whose engine is {@code corosync}.
 * The services are there without the daemon, too: groups are joined when it comes, and until then there is no ring and
 * no quorum.
 */
@Component(
        immediate = true,
        service = {ProcessGroups.class, ClusterRing.class, CorosyncEngine.class},
        reference = @Reference(name = "home", service = NodeHome.class, target = CorosyncEngine.CHOSEN))
public final class CorosyncEngine implements ProcessGroups, ClusterRing {
    static final String CHOSEN = "(" + NodeHome.ENGINE + "=corosync)";

    /** A daemon that runs answers in less than a millisecond. For one that stands still, nobody shall wait. */
    private static final Duration STATUS_WITHIN = Duration.ofMillis(500);

    private final ActiveConfiguration configuration;
    private final CorosyncHost host;
    private final Duration statusWithin;
    private final Tally tally;
    private final int pid = (int) ProcessHandle.current().pid();
    private final Set<String> joined = ConcurrentHashMap.newKeySet();
    private volatile Details details = new Details(Collections.emptySortedMap(), List.of());

    /** What only the daemon knows of the ring. */
    private record Details(SortedMap<String, Long> counters, List<LinkStatus> links) {}

    /** Begins to look for the daemon. */
    @Activate
    public CorosyncEngine(@Reference ActiveConfiguration configuration, @Reference FatalErrors errors) {
        this(configuration, errors, new LocalDaemon(), STATUS_WITHIN);
    }

    CorosyncEngine(ActiveConfiguration configuration, FatalErrors errors, Daemon daemon, Duration statusWithin) {
        this.configuration = configuration;
        this.statusWithin = statusWithin;
        tally = new Tally(
                configuration::members, configuration.cluster().quorum().provider());
        host = new CorosyncHost(daemon, configuration::members, tally, message -> errors.stopNode(message, 1));
        host.start();
    }

    @Deactivate
    void close() {
        host.stop("the engine is going");
    }

    /** Called with the configuration, and again when it was read anew: nodes may have other names. */
    @Reference(updated = "reload")
    void reload(ActiveConfiguration again) {
        host.execute(_ -> host.votesChanged());
    }

    CorosyncHost host() {
        return host;
    }

    Tally tally() {
        return tally;
    }

    // ---- process groups

    @Override
    public ProcessGroup join(String group, GroupListener listener) {
        int bytes = group.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > MAX_NAME_BYTES) {
            throw new IllegalArgumentException(
                    "a group's name has 1 to " + MAX_NAME_BYTES + " bytes; this has " + bytes + ": " + group);
        }
        if (!joined.add(group)) {
            throw new IllegalArgumentException("group " + group + ": this process is in it");
        }
        var self = new GroupMember(configuration.members().localNodeId(), pid);
        var process = new JoinedGroup(host, group, self, listener, () -> joined.remove(group));
        host.add(process);
        return process;
    }

    // ---- the ring

    /** Counters and links as they were last seen, if the daemon does not answer. */
    @Override
    public RingStatus status() {
        var members = configuration.members();
        var transport = host.transport();
        var ring = host.ring();
        details = host.ask(session -> details(session, members), statusWithin)
                .orElseGet(() -> transport.isPresent() ? details : new Details(details.counters(), List.of()));
        return new RingStatus(
                members.localNodeId(),
                ring,
                host.members(),
                ring.equals(RingId.NONE) ? RingPhase.GATHER : RingPhase.OPERATIONAL,
                transport,
                details.links(),
                details.counters());
    }

    private static Details details(DaemonSession session, ClusterMembers members) throws CorosyncException {
        var links = new ArrayList<LinkStatus>();
        for (var node : members.nodes()) {
            var connected = session.links(node.nodeId());
            node.addresses()
                    .forEach((link, address) -> links.add(new LinkStatus(
                            link,
                            node.nodeId(),
                            address.getAddress().getHostAddress(),
                            node.nodeId() == members.localNodeId() || link < connected.size() && connected.get(link))));
        }
        return new Details(session.counters(), List.copyOf(links));
    }
}
