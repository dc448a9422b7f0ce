package org.quorate.shell.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.quorate.shell.result.BundleState;

/** The bundles of the node. Plugins come and go through the folder {@code deploy}; these commands are for the rest. */
@Component(service = BundleCommands.class)
@GogoCommand(
        scope = "bundle",
        function = {"list", "start", "stop", "update"})
public final class BundleCommands {
    private final BundleContext context;

    /** Looks at the framework it is in. */
    @Activate
    public BundleCommands(BundleContext context) {
        this.context = context;
    }

    /** Ordered by id. */
    @Descriptor("Lists the bundles and their states")
    public List<BundleState> list() {
        return Arrays.stream(context.getBundles()).map(BundleCommands::state).toList();
    }

    /** Does nothing if it is active. */
    @Descriptor("Starts a bundle")
    public BundleState start(@Descriptor("id or symbolic name") String bundle) throws CommandFailedException {
        return change(bundle, "start", Bundle::start);
    }

    /** Does nothing if it is not active. */
    @Descriptor("Stops a bundle")
    public BundleState stop(@Descriptor("id or symbolic name") String bundle) throws CommandFailedException {
        return change(bundle, "stop", Bundle::stop);
    }

    /** From where it was installed. */
    @Descriptor("Reads a bundle anew from where it was installed")
    public BundleState update(@Descriptor("id or symbolic name") String bundle) throws CommandFailedException {
        return change(bundle, "update", Bundle::update);
    }

    private interface Change {
        void apply(Bundle bundle) throws BundleException;
    }

    private BundleState change(String text, String verb, Change change) throws CommandFailedException {
        Bundle bundle = find(text);
        if (bundle.getBundleId() == 0) {
            throw new CommandFailedException("bundle 0 is the framework itself; node:stop stops the node");
        }
        try {
            change.apply(bundle);
        } catch (BundleException e) {
            throw new CommandFailedException("bundle:" + verb + " " + bundle.getSymbolicName() + ": "
                    + firstLine(String.valueOf(e.getMessage())) + "; the log has more");
        }
        return state(bundle);
    }

    private Bundle find(String text) throws CommandFailedException {
        var found = new ArrayList<Bundle>();
        for (Bundle bundle : context.getBundles()) {
            if (text.equals(Long.toString(bundle.getBundleId())) || text.equals(bundle.getSymbolicName())) {
                found.add(bundle);
            }
        }
        if (found.isEmpty()) {
            throw new CommandFailedException("no bundle has the id or symbolic name " + text + "; see bundle:list");
        }
        if (found.size() > 1) {
            throw new CommandFailedException(found.size() + " bundles are called " + text + "; use the id");
        }
        return found.getFirst();
    }

    private static BundleState state(Bundle bundle) {
        String state = switch (bundle.getState()) {
            case Bundle.UNINSTALLED -> "UNINSTALLED";
            case Bundle.INSTALLED -> "INSTALLED";
            case Bundle.RESOLVED -> "RESOLVED";
            case Bundle.STARTING -> "STARTING";
            case Bundle.STOPPING -> "STOPPING";
            case Bundle.ACTIVE -> "ACTIVE";
            default -> "state " + bundle.getState();
        };
        return new BundleState(
                bundle.getBundleId(), state, bundle.getVersion().toString(), String.valueOf(bundle.getSymbolicName()));
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }
}
