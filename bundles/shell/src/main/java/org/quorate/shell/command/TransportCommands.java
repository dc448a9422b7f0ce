package org.quorate.shell.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.quorate.config.ActiveConfiguration;
import org.quorate.config.ConfigurationException;
import org.quorate.ring.ClusterRing;
import org.quorate.shell.result.TransportState;

/** What the ring is carried by. */
@Component(service = TransportCommands.class)
@GogoCommand(
        scope = "transport",
        function = {"list", "swap"})
public final class TransportCommands {
    /** Transports are found by this property of their services; the shell needs nothing else of them. */
    private static final String NAME = "transport.name";

    private static final String TRANSPORTS = "org.quorate.spi.transport.Transport";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(50);

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ClusterRing ring;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ActiveConfiguration configuration;

    private final BundleContext context;

    /** Looks at the services of the framework it is in. */
    @Activate
    public TransportCommands(BundleContext context) {
        this.context = context;
    }

    /** Ordered by name. */
    @Descriptor("Lists the transports that there are, and which is in use")
    public List<TransportState> list() throws CommandFailedException {
        var used = used();
        var found = new ArrayList<TransportState>();
        try {
            var references = context.getAllServiceReferences(TRANSPORTS, "(" + NAME + "=*)");
            for (var reference : references == null ? new ServiceReference<?>[0] : references) {
                var bundle = reference.getBundle();
                for (var name : names(reference)) {
                    if (bundle != null) {
                        found.add(new TransportState(
                                name, name.equals(used), bundle.getSymbolicName() + " " + bundle.getVersion()));
                    }
                }
            }
        } catch (InvalidSyntaxException e) {
            throw new AssertionError("the filter is a constant", e);
        }
        found.sort(Comparator.comparing(TransportState::name).thenComparing(TransportState::bundle));
        return found;
    }

    private static List<String> names(ServiceReference<?> reference) {
        var property = reference.getProperty(NAME);
        return property instanceof String[] several ? List.of(several) : List.of(String.valueOf(property));
    }

    /** To be said at each node, in any order; a corosync.conf with another transport in the tree does it at all of them. */
    @Descriptor("Goes over to another transport together with the other nodes where it is said, while the ring goes on")
    public String swap(@Descriptor("name of the transport") String name) throws CommandFailedException {
        if (list().stream().noneMatch(transport -> transport.name().equals(name))) {
            throw new CommandFailedException("there is no transport " + name + "; see transport:list");
        }
        if (!name.equals(used())) {
            write(name);
            for (long left = PATIENCE.toMillis(); left > 0 && !name.equals(used()); left -= LOOK.toMillis()) {
                pause();
            }
        }
        return name.equals(used())
                ? name + " is in use"
                : name + " waits beside " + used()
                        + ": it is used when all members have it and hear each other by it; see the log";
    }

    private void write(String name) throws CommandFailedException {
        var active = Required.service(configuration, "configuration");
        long version = active.cluster().configVersion() + 1;
        var next = active.cluster()
                .document()
                .with("totem.transport", name)
                .with("totem.config_version", Long.toUnsignedString(version));
        try {
            active.replace(next.text(), "transport:swap");
        } catch (ConfigurationException e) {
            throw new CommandFailedException(e.getMessage() + "\nnothing is changed");
        }
    }

    private String used() throws CommandFailedException {
        return Required.service(ring, "ring").status().transport().orElse("none");
    }

    private static void pause() throws CommandFailedException {
        try {
            Thread.sleep(LOOK);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("interrupted; the transport may still change, see transport:list");
        }
    }
}
