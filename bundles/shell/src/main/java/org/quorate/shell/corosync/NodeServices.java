package org.quorate.shell.corosync;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.quorate.config.ActiveConfiguration;
import org.quorate.config.ClusterConfig;
import org.quorate.config.ClusterMembers;
import org.quorate.quorum.Quorum;
import org.quorate.ring.ClusterRing;
import org.quorate.ring.RingControl;
import org.quorate.ring.RingStatus;
import org.quorate.shell.command.CommandFailedException;
import org.quorate.shell.command.Required;

/** What the programs look at, as far as it is there. */
@Component(service = NodeServices.class)
public final class NodeServices {
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ClusterRing ring;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable RingControl control;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Quorum quorum;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ActiveConfiguration configuration;

    /** Of the node it runs in. */
    @Activate
    public NodeServices() {}

    RingStatus ring() throws CommandFailedException {
        return Required.service(ring, "ring").status();
    }

    Quorum quorum() throws CommandFailedException {
        return Required.service(quorum, "quorum");
    }

    ActiveConfiguration configuration() throws CommandFailedException {
        return Required.service(configuration, "configuration");
    }

    ClusterConfig cluster() throws CommandFailedException {
        return configuration().cluster();
    }

    ClusterMembers members() throws CommandFailedException {
        return configuration().members();
    }

    /** Of other nodes this node can ask nothing where a daemon has the ring. */
    RingControl control() throws CommandFailedException {
        var present = control;
        if (present == null) {
            throw new CommandFailedException(
                    "this node has no ring of its own to ask; where a corosync daemon has it, use its own corosync-cfgtool");
        }
        return present;
    }

    /** Numeric addresses of a configured node, by link. */
    List<String> addresses(int nodeId) throws CommandFailedException {
        return members().nodes().stream()
                .filter(node -> node.nodeId() == nodeId)
                .flatMap(node -> node.addresses().values().stream())
                .map(address -> address.getAddress().getHostAddress())
                .toList();
    }
}
