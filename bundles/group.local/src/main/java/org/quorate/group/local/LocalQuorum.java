package org.quorate.group.local;

import java.util.EnumSet;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.quorate.node.NodeIdentity;
import org.quorate.quorum.Quorum;
import org.quorate.quorum.QuorumListener;
import org.quorate.quorum.QuorumRefusedException;
import org.quorate.quorum.QuorumStatus;

/** One vote of one: always quorate. */
@Component(immediate = true)
public final class LocalQuorum implements Quorum {
    private final QuorumStatus status;

    /** Of the node with that engine. */
    @Activate
    public LocalQuorum(@Reference LocalEngine engine, @Reference NodeIdentity identity) {
        status = new QuorumStatus(
                "local",
                LocalEngine.NODE_ID,
                engine.status().ring(),
                true,
                1,
                1,
                1,
                1,
                EnumSet.of(QuorumStatus.Flag.QUORATE),
                List.of(new QuorumStatus.Node(LocalEngine.NODE_ID, 1, identity.name(), "")));
    }

    /** Told once: nothing ever changes. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addListener(QuorumListener listener) {
        listener.quorumChanged(status);
    }

    void removeListener(QuorumListener listener) {
        // Nobody is told anything more.
    }

    @Override
    public QuorumStatus status() {
        return status;
    }

    @Override
    public void expectVotes(int votes) throws QuorumRefusedException {
        throw alone("expected votes " + votes);
    }

    @Override
    public void setVotes(int nodeId, int votes) throws QuorumRefusedException {
        throw alone("votes " + votes);
    }

    private static QuorumRefusedException alone(String what) {
        return new QuorumRefusedException(what + ": this node is in no cluster; start it without --local");
    }
}
