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
import org.quorate.ring.ClusterLinks;
import org.quorate.ring.ClusterRing;
import org.quorate.ring.LinkMatrix;
import org.quorate.ring.LinkStatus;
import org.quorate.ring.RingStatus;

/** The ring and its links. */
@Component(service = RingCommands.class)
@GogoCommand(
        scope = "ring",
        function = {"status", "links", "matrix"})
public final class RingCommands {
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ClusterRing ring;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ClusterLinks links;

    /** All of it. */
    @Descriptor("Shows the ring: id, phase, members, transport and counters")
    public RingStatus status() throws CommandFailedException {
        return Required.service(ring, "ring").status();
    }

    /** The part that fails first. */
    @Descriptor("Lists the links to all nodes")
    public List<LinkStatus> links() throws CommandFailedException {
        return status().links();
    }

    /** Of all nodes that tell. */
    @Descriptor("Shows the links from each node to each, and the pairs that do not see them alike")
    public LinkMatrix matrix() throws CommandFailedException {
        return Required.service(links, "matrix of links").matrix();
    }
}
