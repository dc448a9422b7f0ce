package org.quorate.config.active;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.nio.file.Path;
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
import org.quorate.config.Problem;
import org.quorate.config.plan.Configured;
import org.quorate.config.plan.Moment;
import org.quorate.config.plan.Plan;
import org.quorate.config.plan.Planner;
import org.quorate.node.NodeHome;
import org.quorate.node.NodeIdentity;

/**
 * Registers the {@link ActiveConfiguration} of the node's file, and who the node is by it. A bad file is told in the log, one line for each
 * problem, and nothing is registered: a thrown exception would reach the operator as a stack trace.
 */
@Component(
        service = {},
        immediate = true)
public final class FileConfiguration {
    private static final System.Logger LOG = System.getLogger(FileConfiguration.class.getName());

    private final NodeHome home;
    private final Loaded loading;
    private @Nullable ServiceRegistration<NodeIdentity> identity;
    private @Nullable ServiceRegistration<ActiveConfiguration> registration;

    /** Reads the file and resolves its names, which may block. A node that is in no cluster has no file. */
    @Activate
    public FileConfiguration(BundleContext context, @Reference NodeHome home) {
        this.home = home;
        var engine = context.getProperty("quorate.engine");
        this.loading = new Loaded(home, !"corosync".equals(engine));
        if (!NodeHome.LOCAL.equals(engine)) {
            load().ifPresent(loaded -> register(context, loaded));
        }
    }

    @Deactivate
    synchronized void close() {
        if (registration != null) {
            registration.unregister();
            registration = null;
        }
        if (identity != null) {
            identity.unregister();
            identity = null;
        }
    }

    private synchronized void register(BundleContext context, Configured loaded) {
        registration = context.registerService(ActiveConfiguration.class, new InUse(loaded), null);
        var local = loaded.members().local();
        identity = context.registerService(NodeIdentity.class, new NodeIdentity(local.nodeId(), local.name()), null);
    }

    private Optional<Configured> load() {
        try {
            var loaded = loading.first();
            warn(loaded);
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

    private static void warn(Configured loaded) {
        loaded.cluster().warnings().forEach(warning -> LOG.log(WARNING, warning));
    }

    /** Tells those who use the service that it has changed. */
    private synchronized void changed(long reloads) {
        if (registration != null) {
            var properties = new Hashtable<String, Object>();
            properties.put(ActiveConfiguration.RELOADS, reloads);
            registration.setProperties(properties);
        }
    }

    /** Thread safe; one change at a time. */
    private final class InUse implements ActiveConfiguration {
        private volatile Configured loaded;
        private volatile List<String> refused = List.of();
        private long reloads;

        InUse(Configured loaded) {
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
        public List<String> refused() {
            return refused;
        }

        @Override
        public Plan plan(Path file) throws ConfigurationException {
            return Planner.plan(loaded, loading.read(file));
        }

        @Override
        public synchronized void reload() throws ConfigurationException {
            try {
                var next = loading.read(home.configFile());
                use(next, Planner.plan(loaded, next));
            } catch (ConfigurationException e) {
                throw refused(e);
            }
        }

        @Override
        public synchronized boolean replace(String text, String name) throws ConfigurationException {
            try {
                var cluster = ClusterConfig.parse(text, name);
                if (Long.compareUnsigned(cluster.configVersion(), cluster().configVersion()) <= 0) {
                    return false;
                }
                var next = loading.of(cluster);
                var plan = Planner.plan(loaded, next);
                cluster.document().write(home.configFile());
                use(next, plan);
                return true;
            } catch (ConfigurationException e) {
                throw refused(e);
            } catch (IOException e) {
                throw refused(new ConfigurationException(List.of(new Problem(
                        home.configFile().toString(),
                        0,
                        "",
                        "",
                        "cannot be written (" + e.getMessage() + ")",
                        "make room for it, or let this user write it"))));
            }
        }

        private ConfigurationException refused(ConfigurationException why) {
            refused = why.problems().stream().map(Problem::toString).toList();
            return why;
        }

        private void use(Configured next, Plan plan) {
            loaded = next;
            refused = List.of();
            warn(next);
            LOG.log(
                    INFO,
                    "configuration " + home.configFile() + ": read again, version "
                            + Long.toUnsignedString(plan.nextVersion()) + " follows version "
                            + Long.toUnsignedString(plan.version()) + "; "
                            + plan.steps().size() + " steps");
            plan.steps()
                    .forEach(step ->
                            LOG.log(step.moment() == Moment.RESTART ? WARNING : INFO, "configuration: " + step));
            changed(++reloads);
        }
    }
}
