package org.quorate.group.host;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.quorate.config.ActiveConfiguration;
import org.quorate.config.ConfigurationException;
import org.quorate.group.GroupListener;
import org.quorate.group.GroupMember;
import org.quorate.group.ProcessGroup;
import org.quorate.group.ProcessGroups;
import org.quorate.node.FatalErrors;
import org.quorate.node.NodeHome;
import org.quorate.ring.ClusterRing;
import org.quorate.ring.RingStatus;
import org.quorate.spi.engine.ServiceEngine;
import org.quorate.spi.transport.Transport;

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

    private final NodeHome home;
    private final RingIdJournal journal;
    private final RingHost host;
    private final int pid = (int) ProcessHandle.current().pid();
    private final Set<String> joined = ConcurrentHashMap.newKeySet();
    private final List<LocalProcess> processes = new ArrayList<>();
    private final Map<ServiceReference<Transport>, Transport> transports = new ConcurrentHashMap<>();
    private final boolean engineExpected;
    private boolean engineSeen;
    private String transport;
    private @Nullable ServiceReference<Transport> inUse;

    /** What is configured, but has a transport that is not there. */
    private @Nullable NodeSettings awaiting;

    /** Starts the ring thread. */
    @Activate
    public TotemGroups(
            @Reference ActiveConfiguration configuration,
            @Reference(target = CHOSEN) NodeHome home,
            @Reference FatalErrors errors) {
        this.home = home;
        var members = configuration.members();
        try {
            journal = new RingIdJournal(home.state(), members.localNodeId());
        } catch (IOException e) {
            var message = "ring: " + home.state() + " cannot keep the number of the ring (" + e.getMessage()
                    + "); make the folder writable";
            errors.stopNode(message, 1);
            throw new IllegalStateException(message, e);
        }
        engineExpected = configuration.cluster().quorum().provider().isPresent();
        var settings = settings(configuration, home, errors);
        transport = settings.transport();
        host = new RingHost(
                settings,
                journal,
                () -> version(configuration),
                message -> errors.stopNode(message, 1),
                () -> Thread.ofVirtual().name("quorate-reload").start(() -> reload(configuration)),
                new Present());
        host.start();
        host.execute(() -> host.schedule(PATIENCE, this::sayWhatIsMissing));
    }

    private static NodeSettings settings(ActiveConfiguration configuration, NodeHome home, FatalErrors errors) {
        try {
            return ConfiguredSettings.of(configuration, home);
        } catch (ConfigurationException e) {
            var message = e.problems().getFirst().toString();
            errors.stopNode(message, 1);
            throw new IllegalStateException(message, e);
        }
    }

    /** Called with the configuration, and again when it was read anew: then properties of its service change. */
    @Reference(updated = "reconfigure")
    synchronized void reconfigure(ActiveConfiguration configuration) {
        try {
            var next = ConfiguredSettings.of(configuration, home);
            awaiting = null;
            if (next.transport().equals(transport) || names().contains(next.transport())) {
                host.use(next);
            } else {
                awaiting = next;
                LOG.log(
                        Level.ERROR,
                        "ring: there is no transport {0}, so that {1} stays in use; set totem.transport to one of {2}, or"
                                + " put a bundle with it into deploy: it is used then",
                        next.transport(),
                        transport,
                        names());
            }
        } catch (ConfigurationException e) {
            e.problems().forEach(problem -> LOG.log(Level.ERROR, problem.toString()));
            LOG.log(Level.ERROR, "ring: the configuration cannot be used; the ring stays as it is");
        }
    }

    /** A node without a ring looks as one that waits for others; here the others would wait in vain. */
    private synchronized void sayWhatIsMissing() {
        if (engineExpected && !engineSeen) {
            LOG.log(Level.WARNING, "ring: nothing counts votes, so that it does not start; see bundle:list");
        } else if (inUse == null) {
            LOG.log(
                    Level.WARNING,
                    "ring: there is no transport {0}, so that it does not start; set totem.transport to one of {1}, or"
                            + " put a bundle with it into deploy",
                    transport,
                    names());
        }
    }

    /** Of the transports that there are. */
    private List<String> names() {
        return transports.keySet().stream()
                .flatMap(reference -> names(reference).stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** A transport may have several. */
    private static List<String> names(ServiceReference<Transport> reference) {
        var property = reference.getProperty(Transport.NAME);
        return property instanceof String[] several ? List.of(several) : List.of(String.valueOf(property));
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
        var settings = awaiting;
        if (settings != null && names().contains(settings.transport())) {
            awaiting = null;
            host.use(settings);
        }
    }

    synchronized void removeTransport(ServiceReference<Transport> reference) {
        var gone = transports.remove(reference);
        chooseTransport();
        if (gone != null) {
            host.forget(gone);
        }
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
        var best = best(transport);
        if (best == inUse) {
            return;
        }
        var next = best == null ? null : transports.get(best);
        if (next != null && inUse != null && transports.containsKey(inUse)) {
            host.replace(next);
        } else {
            host.use(next, transport);
        }
        inUse = best;
    }

    private @Nullable ServiceReference<Transport> best(String name) {
        return Preference.best(transports.keySet().stream()
                        .filter(reference -> names(reference).contains(name)))
                .orElse(null);
    }

    /** The ring thread must not wait for who waits for it. */
    private final class Present implements Transports {
        private volatile String latest = "";

        @Override
        public Optional<Transport> find(String name) {
            return Optional.ofNullable(best(name)).map(transports::get);
        }

        @Override
        public void turned(String name) {
            latest = name;
            later(() -> {
                transport = latest;
                inUse = best(latest);
            });
        }

        @Override
        public void use(String name) {
            latest = name;
            later(() -> {
                transport = latest;
                chooseTransport();
            });
        }

        private void later(Runnable task) {
            Thread.ofVirtual().name("quorate-transport").start(() -> {
                synchronized (TotemGroups.this) {
                    task.run();
                }
            });
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
