package org.quorate.shell.command;

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

/** The configuration of this node. */
@Component(service = ConfigCommands.class)
@GogoCommand(
        scope = "config",
        function = {"reload", "warnings"})
public final class ConfigCommands {
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ActiveConfiguration configuration;

    /** As {@code corosync-cfgtool -R}, but for this node alone. */
    @Descriptor("Reads corosync.conf again and uses it if it is good; votes change at once")
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
