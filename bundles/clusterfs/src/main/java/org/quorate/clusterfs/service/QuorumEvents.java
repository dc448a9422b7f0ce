package org.quorate.clusterfs.service;

import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.quorate.quorum.QuorumListener;
import org.quorate.quorum.QuorumStatus;

/**
 * Takes the counts for the tree. A component of its own without references: if the tree itself were the listener that
 * the quorum looks for, while it looks for the quorum, the component runtime could give up on one of the two.
 */
@Component(service = {QuorumListener.class, QuorumEvents.class})
public final class QuorumEvents implements QuorumListener {
    private volatile Consumer<QuorumStatus> tree = status -> {};

    /** Made by the component runtime. */
    @Activate
    public QuorumEvents() {}

    void tell(Consumer<QuorumStatus> listener) {
        tree = listener;
    }

    void tellNobody() {
        tree = status -> {};
    }

    @Override
    public void quorumChanged(QuorumStatus status) {
        tree.accept(status);
    }
}
