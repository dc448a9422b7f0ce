package org.quorate.shell.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.quorate.config.ActiveConfiguration;
import org.quorate.config.ConfigurationException;
import org.quorate.config.plan.Plan;

/** The configuration of this node. */
@Component(service = ConfigCommands.class)
@GogoCommand(
        scope = "config",
        function = {"status", "plan", "reload", "warnings"})
public final class ConfigCommands {
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ActiveConfiguration configuration;

    /** What is used, and why something else is not. */
    @Descriptor("Shows the version of the configuration in use, and why the last file was not used")
    public List<String> status() throws CommandFailedException {
        var lines = new ArrayList<String>();
        lines.add("version " + Long.toUnsignedString(configuration().cluster().configVersion()) + " is in use");
        configuration().refused().forEach(problem -> lines.add("not used: " + problem));
        return lines;
    }

    /** Nothing is done. */
    @Descriptor("Shows the steps from the configuration in use to that of a file, and does none of them")
    public Plan plan(@Descriptor("path of the file") String file) throws CommandFailedException {
        return planned(configuration(), file);
    }

    /** For all surfaces. */
    static Plan planned(ActiveConfiguration configuration, String file) throws CommandFailedException {
        try {
            return configuration.plan(Path.of(file));
        } catch (ConfigurationException e) {
            throw new CommandFailedException(e.getMessage() + "\nnothing is changed");
        }
    }

    /** As {@code corosync-cfgtool -R}, but for this node alone. */
    @Descriptor("Reads corosync.conf again and uses it if it is good; config:plan tells the steps")
    public void reload() throws CommandFailedException {
        try {
            configuration().reload();
        } catch (ConfigurationException e) {
            throw new CommandFailedException(e.getMessage() + "\nnothing of it is used; correct it and try again");
        }
    }

    /** What can be used but is not what its author may think. */
    @Descriptor("Lists the warnings about corosync.conf")
    public List<String> warnings() throws CommandFailedException {
        return configuration().cluster().warnings();
    }

    private ActiveConfiguration configuration() throws CommandFailedException {
        return Required.service(configuration, "configuration");
    }
}
