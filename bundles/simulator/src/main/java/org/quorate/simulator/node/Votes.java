package org.quorate.simulator.node;

import java.nio.ByteBuffer;
import java.util.List;
import org.quorate.quorum.votes.VoteCount;
import org.quorate.quorum.votes.VoteEffect;
import org.quorate.quorum.votes.VoteEvent;
import org.quorate.quorum.votes.VoteQuorum;
import org.quorate.quorum.wire.MalformedMessageException;
import org.quorate.quorum.wire.VoteCodec;
import org.quorate.simulator.Invariant;
import org.quorate.totem.frame.RingId;
import org.quorate.totem.service.Message;
import org.quorate.totem.service.Service;

/** Service 5 around the core of votes, as {@code VotequorumEngine} runs it. */
final class Votes implements Service {
    private static final int ID = 5;

    private final SimulatedNode node;
    private final VoteQuorum core;

    Votes(SimulatedNode node) {
        this.node = node;
        this.core = new VoteQuorum(node.world().setting().votes(node.id()), 0);
    }

    VoteCount count() {
        return core.count();
    }

    @Override
    public int id() {
        return ID;
    }

    @Override
    public void syncBegin(RingId ring, List<Integer> transitional, List<Integer> members) {
        on(new VoteEvent.SyncBegan(transitional, members));
    }

    @Override
    public void syncProcess() {
        on(new VoteEvent.SyncTurn());
    }

    @Override
    public void syncActivate() {
        on(new VoteEvent.SyncActivated());
        node.world().judge().counted(node, core.count());
    }

    @Override
    public void syncAbort() {
        on(new VoteEvent.SyncAborted());
    }

    @Override
    public void delivered(int function, int sender, ByteBuffer message) {
        try {
            VoteCodec.decode(function, message).ifPresent(decoded -> on(new VoteEvent.Received(sender, decoded)));
        } catch (MalformedMessageException e) {
            if (node.world().judge().hasLiars()) {
                return; // it is dropped
            }
            throw node.world().judge().violated(Invariant.DEFECT, node + " cannot read a vote: " + e.getMessage());
        }
    }

    void on(VoteEvent event) {
        for (var effect : core.on(event)) {
            switch (effect) {
                case VoteEffect.Send(var message) -> {
                    var encoded = VoteCodec.encode(message);
                    var body = encoded.body();
                    node.executive()
                            .send(Message.begin(ID, encoded.function(), body.remaining())
                                    .put(body));
                }
                case VoteEffect.Publish(var count) -> {
                    node.world()
                            .note(() -> node + " counts " + count.totalVotes() + " of " + count.quorum() + ", "
                                    + count.verdict());
                    node.tree().quorumMayHaveChanged();
                }
                case VoteEffect.ArmWindow(int millis) -> node.armIn(Slot.VOTE_WINDOW, millis * 1_000_000L);
                case VoteEffect.DisarmWindow() -> node.disarm(Slot.VOTE_WINDOW);
                case VoteEffect.Persist _ -> {} // without tracking nothing is stored
                case VoteEffect.Refuse _ -> {} // nobody asks
            }
        }
    }
}
