package org.quorate.config.active;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.util.Optional;
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

    private record Loaded(ClusterConfig cluster, ClusterMembers members) implements ActiveConfiguration {}

    private final Optional<ServiceRegistration<ActiveConfiguration>> registration;

    /** Reads the file once and resolves its names, which may block. */
    @Activate
    public FileConfiguration(BundleContext context, @Reference NodeHome home) {
        registration = load(home).map(loaded -> context.registerService(ActiveConfiguration.class, loaded, null));
    }

    @Deactivate
    void close() {
        registration.ifPresent(ServiceRegistration::unregister);
    }

    private static Optional<Loaded> load(NodeHome home) {
        try {
            var cluster = ClusterConfig.load(home.configFile());
            cluster.warnings().forEach(warning -> LOG.log(WARNING, warning));
            var members = ClusterMembers.resolve(cluster, home.name(), NameResolver.system(), LocalAddresses.system());
            LOG.log(
                    INFO,
                    () -> "configuration " + home.configFile() + ": this is node "
                            + Integer.toUnsignedString(members.localNodeId()) + " ("
                            + members.local().name() + ") of "
                            + members.nodes().size());
            return Optional.of(new Loaded(cluster, members));
        } catch (ConfigurationException e) {
            e.problems().forEach(problem -> LOG.log(ERROR, problem.toString()));
            return Optional.empty();
        }
    }
}
