package org.quorate.group.host;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.quorate.config.ActiveConfiguration;
import org.quorate.config.AuthKey;
import org.quorate.config.ClusterConfig;
import org.quorate.config.ConfigurationException;
import org.quorate.config.TotemOptions;
import org.quorate.group.GroupListener;
import org.quorate.group.GroupMember;
import org.quorate.group.ProcessGroup;
import org.quorate.group.ProcessGroups;
import org.quorate.node.FatalErrors;
import org.quorate.node.NodeHome;
import org.quorate.ring.ClusterRing;
import org.quorate.ring.RingStatus;
import org.quorate.spi.engine.ServiceEngine;
import org.quorate.spi.transport.Encryption;
import org.quorate.spi.transport.Transport;
import org.quorate.spi.transport.TransportSettings;
import org.quorate.totem.RingSettings;

/**
 * The ring of this node as services. It starts when its transport is there and, if {@code quorum.provider} is set, the
 * engine that counts votes, and goes on without either when they are exchanged. A node with another engine has none.
 */
@Component
public final class TotemGroups implements ProcessGroups, ClusterRing {
    private static final System.Logger LOG = System.getLogger(TotemGroups.class.getName());

    private static final String CHOSEN = "(" + NodeHome.ENGINE + "=totem)";

    /** Bundles that start together are there after this. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final TotemOptions totem;
    private final RingIdJournal journal;
    private final RingHost host;
    private final int pid = (int) ProcessHandle.current().pid();
    private final Set<String> joined = ConcurrentHashMap.newKeySet();
    private final List<LocalProcess> processes = new ArrayList<>();
    private final Map<ServiceReference<Transport>, Transport> transports = new HashMap<>();
    private final boolean engineExpected;
    private boolean engineSeen;
    private @Nullable ServiceReference<Transport> inUse;

    /** Starts the ring thread. */
    @Activate
    public TotemGroups(
            @Reference ActiveConfiguration configuration,
            @Reference(target = CHOSEN) NodeHome home,
            @Reference FatalErrors errors) {
        var cluster = configuration.cluster();
        totem = cluster.totem();
        var members = configuration.members();
        try {
            journal = new RingIdJournal(home.state(), members.localNodeId());
        } catch (IOException e) {
            var message = "ring: " + home.state() + " cannot keep the number of the ring (" + e.getMessage()
                    + "); make the folder writable";
            errors.stopNode(message, 1);
            throw new IllegalStateException(message, e);
        }
        var nodes = members.nodes().stream()
                .map(node -> new TransportSettings.Node(node.nodeId(), node.name(), node.addresses()))
                .toList();
        engineExpected = cluster.quorum().provider().isPresent();
        host = new RingHost(
                settings(members.localNodeId(), totem),
                new TransportSettings(
                        members.localNodeId(),
                        nodes,
                        totem.netMtuBytes(),
                        totem.tokenMillis(),
                        totem.linkMode(),
                        encryption(cluster, home, errors),
                        options(totem)),
                journal,
                () -> version(configuration),
                message -> errors.stopNode(message, 1),
                () -> Thread.ofVirtual().name("quorate-reload").start(() -> reload(configuration)));
        host.start();
        host.execute(() -> host.schedule(PATIENCE, this::sayWhatIsMissing));
    }

    private static Optional<Encryption> encryption(ClusterConfig cluster, NodeHome home, FatalErrors errors) {
        try {
            return AuthKey.read(cluster, home.configFile()).map(key -> {
                key.warning().ifPresent(warning -> LOG.log(Level.WARNING, warning));
                var totem = cluster.totem();
                var bytes = key.bytes();
                var encryption = new Encryption(totem.cryptoCipher(), totem.cryptoHash(), bytes);
                Arrays.fill(bytes, (byte) 0);
                key.clear();
                return encryption;
            });
        } catch (ConfigurationException e) {
            var message = e.problems().getFirst().toString();
            errors.stopNode(message, 1);
            throw new IllegalStateException(message, e);
        }
    }

    /** Without the key, which may stand among them. */
    private static Map<String, String> options(TotemOptions totem) {
        var options = new TreeMap<>(totem.options());
        options.remove("key");
        return options;
    }

    /** A node without a ring looks as one that waits for others; here the others would wait in vain. */
    private synchronized void sayWhatIsMissing() {
        if (engineExpected && !engineSeen) {
            LOG.log(Level.WARNING, "ring: nothing counts votes, so that it does not start; see bundle:list");
        } else if (inUse == null) {
            var present = transports.keySet().stream()
                    .map(reference -> String.valueOf(reference.getProperty(Transport.NAME)))
                    .sorted()
                    .toList();
            LOG.log(
                    Level.WARNING,
                    "ring: there is no transport {0}, so that it does not start; set totem.transport to one of {1}, or"
                            + " put a bundle with it into deploy",
                    totem.transport(),
                    present);
        }
    }

    private static OptionalLong version(ActiveConfiguration configuration) {
        long version = configuration.cluster().configVersion();
        return version == 0 ? OptionalLong.empty() : OptionalLong.of(version);
    }

    /** Names may take long to resolve: not for the ring thread. */
    private static void reload(ActiveConfiguration configuration) {
        try {
            configuration.reload();
        } catch (ConfigurationException e) {
            e.problems().forEach(problem -> LOG.log(Level.ERROR, problem.toString()));
            LOG.log(Level.ERROR, "corosync.conf is not used; the configuration stays as it is");
        }
    }

    private static RingSettings settings(int self, TotemOptions totem) {
        return new RingSettings(
                self,
                TimeUnit.MILLISECONDS.toNanos(totem.tokenMillis()),
                TimeUnit.MILLISECONDS.toNanos(totem.tokenRetransmitMillis()),
                TimeUnit.MILLISECONDS.toNanos(totem.holdMillis()),
                TimeUnit.MILLISECONDS.toNanos(totem.joinMillis()),
                TimeUnit.MILLISECONDS.toNanos(totem.consensusMillis()),
                TimeUnit.MILLISECONDS.toNanos(totem.mergeMillis()),
                totem.failRecvConst(),
                totem.seqnoUnchangedConst(),
                totem.missCountConst(),
                totem.windowSize(),
                totem.maxMessages(),
                RingSettings.area(totem.netMtuBytes()),
                !"no".equals(totem.options().get("relay")));
    }

    @Deactivate
    void close() throws IOException {
        List<LocalProcess> left;
        synchronized (this) {
            left = List.copyOf(processes);
            processes.clear();
        }
        left.forEach(process -> host.await(() -> process.expel("the ring is going")));
        host.stop();
        journal.close();
    }

    // ---- plugins

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    synchronized void addTransport(Transport transport, ServiceReference<Transport> reference) {
        transports.put(reference, transport);
        chooseTransport();
    }

    synchronized void removeTransport(ServiceReference<Transport> reference) {
        transports.remove(reference);
        chooseTransport();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    synchronized void addEngine(ServiceEngine engine) {
        engineSeen = true;
        host.attach(engine);
        chooseTransport();
    }

    synchronized void removeEngine(ServiceEngine engine) {
        host.detach(engine);
    }

    private void chooseTransport() {
        if (engineExpected && !engineSeen) {
            return;
        }
        var best = transports.keySet().stream()
                .filter(reference -> totem.transport().equals(reference.getProperty(Transport.NAME)))
                .max(ServiceReference::compareTo)
                .orElse(null);
        if (best != inUse) {
            inUse = best;
            host.use(best == null ? null : transports.get(best), totem.transport());
        }
    }

    // ---- services

    @Override
    public RingStatus status() {
        return host.status();
    }

    @Override
    public ProcessGroup join(String group, GroupListener listener) {
        int bytes = group.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > MAX_NAME_BYTES) {
            throw new IllegalArgumentException(
                    "group name of " + bytes + " bytes; must be 1 to " + MAX_NAME_BYTES + ": " + group);
        }
        if (!joined.add(group)) {
            throw new IllegalArgumentException("this process is in group " + group + " already");
        }
        var process = new LocalProcess(
                host, group, new GroupMember(host.nodeId(), pid), listener, () -> joined.remove(group));
        synchronized (this) {
            processes.add(process);
        }
        host.join(process);
        return process;
    }
}
