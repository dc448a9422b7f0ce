package org.quorate.config.active;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.quorate.config.ActiveConfiguration;
import org.quorate.config.ClusterConfig;
import org.quorate.config.ClusterMembers;
import org.quorate.config.ConfigurationException;
import org.quorate.config.LocalAddresses;
import org.quorate.config.NameResolver;
import org.quorate.config.Problem;
import org.quorate.node.NodeHome;

/**
 * Registers the {@link ActiveConfiguration} of the node's file. A bad file is told in the log, one line for each
 * problem, and nothing is registered: a thrown exception would reach the operator as a stack trace.
 */
@Component(
        service = {},
        immediate = true)
public final class FileConfiguration {
    private static final System.Logger LOG = System.getLogger(FileConfiguration.class.getName());

    private final NodeHome home;
    private @Nullable ServiceRegistration<ActiveConfiguration> registration;

    /** What a file says, and what it means here. */
    private record Loaded(ClusterConfig cluster, ClusterMembers members) {
        static Loaded from(NodeHome home) throws ConfigurationException {
            var cluster = ClusterConfig.load(home.configFile());
            cluster.warnings().forEach(warning -> LOG.log(WARNING, warning));
            var members = ClusterMembers.resolve(cluster, home.name(), NameResolver.system(), LocalAddresses.system());
            return new Loaded(cluster, members);
        }

        /** Whether the ring of the other one is another, as to its times or its addresses. */
        boolean differsInRing(Loaded other) {
            return !cluster.totem().equals(other.cluster.totem())
                    || !members.nodes().stream()
                            .map(node -> List.of(node.nodeId(), node.addresses()))
                            .toList()
                            .equals(other.members.nodes().stream()
                                    .map(node -> List.of(node.nodeId(), node.addresses()))
                                    .toList());
        }
    }

    /** Reads the file and resolves its names, which may block. */
    @Activate
    public FileConfiguration(BundleContext context, @Reference NodeHome home) {
        this.home = home;
        load().ifPresent(loaded -> register(context, loaded));
    }

    @Deactivate
    synchronized void close() {
        if (registration != null) {
            registration.unregister();
            registration = null;
        }
    }

    private synchronized void register(BundleContext context, Loaded loaded) {
        registration = context.registerService(ActiveConfiguration.class, new InUse(loaded), null);
    }

    private Optional<Loaded> load() {
        try {
            var loaded = Loaded.from(home);
            var members = loaded.members();
            LOG.log(
                    INFO,
                    () -> "configuration " + home.configFile() + ": this is node "
                            + Integer.toUnsignedString(members.localNodeId()) + " ("
                            + members.local().name() + ") of "
                            + members.nodes().size());
            return Optional.of(loaded);
        } catch (ConfigurationException e) {
            e.problems().forEach(problem -> LOG.log(ERROR, problem.toString()));
            return Optional.empty();
        }
    }

    /** Tells those who use the service that it has changed. */
    private synchronized void changed(long reloads) {
        if (registration != null) {
            var properties = new Hashtable<String, Object>();
            properties.put(ActiveConfiguration.RELOADS, reloads);
            registration.setProperties(properties);
        }
    }

    /** Thread safe; one reload at a time. */
    private final class InUse implements ActiveConfiguration {
        private volatile Loaded loaded;
        private long reloads;

        InUse(Loaded loaded) {
            this.loaded = loaded;
        }

        @Override
        public ClusterConfig cluster() {
            return loaded.cluster();
        }

        @Override
        public ClusterMembers members() {
            return loaded.members();
        }

        @Override
        public synchronized void reload() throws ConfigurationException {
            var before = loaded;
            var next = Loaded.from(home);
            if (next.members().localNodeId() != before.members().localNodeId()) {
                throw new ConfigurationException(List.of(new Problem(
                        home.configFile().toString(),
                        0,
                        "nodelist.node.nodeid",
                        Integer.toUnsignedString(next.members().localNodeId()),
                        "is what this node would be, but it runs as node "
                                + Integer.toUnsignedString(before.members().localNodeId()),
                        "give it its node id back, or restart it")));
            }
            loaded = next;
            LOG.log(INFO, "configuration {0}: read again", home.configFile());
            if (next.differsInRing(before)) {
                LOG.log(
                        WARNING,
                        "configuration {0}: what has changed in totem and in addresses has effect when this node is"
                                + " restarted",
                        home.configFile());
            }
            changed(++reloads);
        }
    }
}
