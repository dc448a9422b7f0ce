package org.quorate.group.corosync;

import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.quorate.group.corosync.daemon.CorosyncException;
import org.quorate.group.corosync.daemon.DaemonSession;
import org.quorate.quorum.Quorum;
import org.quorate.quorum.QuorumListener;
import org.quorate.quorum.QuorumRefusedException;
import org.quorate.quorum.QuorumStatus;

/** The quorum as the daemon counts it. */
@Component(immediate = true)
public final class CorosyncQuorum implements Quorum {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

    private final CorosyncHost host;
    private final Tally tally;

    /** Of the daemon of that engine. */
    @Activate
    public CorosyncQuorum(@Reference CorosyncEngine engine) {
        host = engine.host();
        tally = engine.tally();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addListener(QuorumListener listener) {
        host.execute(_ -> tally.add(listener));
    }

    void removeListener(QuorumListener listener) {
        host.execute(_ -> tally.remove(listener));
    }

    @Override
    public QuorumStatus status() {
        return tally.status();
    }

    @Override
    public void expectVotes(int votes) throws QuorumRefusedException {
        var refusal = host.ask(session -> request(session, votes), ANSWER_WITHIN)
                .orElse("corosync does not answer; try again when it does");
        if (!refusal.isEmpty()) {
            throw new QuorumRefusedException("expected votes " + votes + ": " + refusal);
        }
    }

    @Override
    public void setVotes(int nodeId, int votes) throws QuorumRefusedException {
        throw new QuorumRefusedException("votes " + votes
                + ": the daemon counts them; use corosync-quorumtool of corosync, with the same options");
    }

    /** Why not; empty if it is done. */
    private static String request(DaemonSession session, int votes) throws CorosyncException {
        if (!session.countsVotes()) {
            return "no votes are counted, because corosync has no quorum.provider";
        }
        return session.expectVotes(votes)
                ? ""
                : "corosync refuses it: it is less than the votes present, or the partition would lose its quorum";
    }
}
