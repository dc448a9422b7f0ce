package org.quorate.quorum.votequorum;

import java.util.EnumSet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.quorate.config.ActiveConfiguration;
import org.quorate.config.ClusterMembers;
import org.quorate.quorum.Quorum;
import org.quorate.quorum.QuorumListener;
import org.quorate.quorum.QuorumRefusedException;
import org.quorate.quorum.QuorumStatus;
import org.quorate.ring.ClusterRing;

/**
 * A cluster without {@code quorum.provider}: nobody counts, and whatever ring there is may act, as with corosync.
 * {@link ProviderChoice} enables it. As nothing can change, a listener is told once.
 */
@Component(name = UncountedQuorum.NAME, enabled = false, immediate = true, service = Quorum.class)
public final class UncountedQuorum implements Quorum {
    static final String NAME = "org.quorate.quorum.none";

    private final ClusterMembers members;
    private final ClusterRing ring;

    /** Says yes. */
    @Activate
    public UncountedQuorum(@Reference ActiveConfiguration configuration, @Reference ClusterRing ring) {
        this.members = configuration.members();
        this.ring = ring;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addListener(QuorumListener listener) {
        listener.quorumChanged(status());
    }

    void removeListener(QuorumListener listener) {
        // none is kept
    }

    /** One vote for each member; they are as many as are expected and needed. */
    @Override
    public QuorumStatus status() {
        var now = ring.status();
        int count = now.members().size();
        return new QuorumStatus(
                "none",
                members.localNodeId(),
                now.ring(),
                true,
                count,
                count,
                count,
                count,
                EnumSet.of(QuorumStatus.Flag.QUORATE),
                now.members().stream()
                        .map(member -> CountedStatus.node(member, 1, members))
                        .toList());
    }

    @Override
    public void expectVotes(int votes) throws QuorumRefusedException {
        throw new QuorumRefusedException(
                "expected votes " + votes + ": no votes are counted, because quorum.provider is not configured");
    }

    @Override
    public void setVotes(int nodeId, int votes) throws QuorumRefusedException {
        throw new QuorumRefusedException(
                "votes " + votes + ": no votes are counted, because quorum.provider is not configured");
    }
}
