package org.quorate.shell.command;

import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.quorate.quorum.Quorum;
import org.quorate.quorum.QuorumStatus;

/** The vote count. */
@Component(service = QuorumCommands.class)
@GogoCommand(scope = "quorum", function = "status")
public final class QuorumCommands {
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Quorum quorum;

    /** The count at this moment. */
    @Descriptor("Shows votes and members, as corosync-quorumtool does")
    public QuorumStatus status() throws CommandFailedException {
        return Required.service(quorum, "quorum").status();
    }
}
