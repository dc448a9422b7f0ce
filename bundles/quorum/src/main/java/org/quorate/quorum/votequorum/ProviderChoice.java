package org.quorate.quorum.votequorum;

import java.lang.System.Logger.Level;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.quorate.config.ActiveConfiguration;
import org.quorate.node.FatalErrors;
import org.quorate.node.NodeHome;
import org.quorate.quorum.votes.UnusableRulesException;

/**
 * Decides by {@code quorum.provider} which component is the quorum of this node: {@link VotequorumEngine}, or {@link
 * UncountedQuorum} if it is absent. With rules that cannot be used it is neither, and the node stops. On a node with
 * another engine, that engine counts.
 */
@Component(
        service = {},
        immediate = true,
        reference = @Reference(name = "home", service = NodeHome.class, target = ProviderChoice.CHOSEN))
public final class ProviderChoice {
    static final String CHOSEN = "(" + NodeHome.ENGINE + "=totem)";

    private static final System.Logger LOG = System.getLogger(ProviderChoice.class.getName());
    private static final int BAD_CONFIGURATION = 2;

    private final ComponentContext context;

    /** Enables one, or none. */
    @Activate
    public ProviderChoice(
            ComponentContext context, @Reference ActiveConfiguration configuration, @Reference FatalErrors errors) {
        this.context = context;
        if (configuration.cluster().quorum().provider().isEmpty()) {
            LOG.log(Level.INFO, "quorum: no provider is configured, so no votes are counted");
            context.enableComponent(UncountedQuorum.NAME);
            return;
        }
        try {
            ConfiguredRules.of(configuration).notes().forEach(note -> LOG.log(Level.WARNING, note));
            context.enableComponent(VotequorumEngine.NAME);
        } catch (UnusableRulesException e) {
            errors.stopNode(
                    e.getMessage() + "; correct the quorum section of "
                            + configuration.cluster().document().fileName(),
                    BAD_CONFIGURATION);
        }
    }

    @Deactivate
    void close() {
        context.disableComponent(VotequorumEngine.NAME);
        context.disableComponent(UncountedQuorum.NAME);
    }
}
