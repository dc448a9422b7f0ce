package org.quorate.simulator.invariant;

import java.util.Arrays;
import java.util.List;
import org.quorate.simulator.Invariant;
import org.quorate.simulator.node.SimulatedNode;
import org.quorate.simulator.world.World;
import org.quorate.totem.frame.RingId;
import org.quorate.totem.frame.Token;

/**
 * I3. The protocol has no safe delivery, but what it rests on: a packet that two visits of the token call received by
 * all is released, so all members must have it.
 */
final class StableIsEverywhere {
    private final Judge judge;
    private final World world;
    private final AgreedOrder order;
    private final Visit[] visits;

    private static final class Visit {
        RingId ring = RingId.NONE;
        int tokenSeq;
        int aru;
        int stable;
    }

    StableIsEverywhere(Judge judge, World world, AgreedOrder order) {
        this.judge = judge;
        this.world = world;
        this.order = order;
        visits = new Visit[world.setting().ids().size()];
        Arrays.setAll(visits, _ -> new Visit());
    }

    Token lastToken(SimulatedNode node) {
        var visit = visits[node.index()];
        return new Token(0, visit.aru, visit.tokenSeq, visit.aru, 0, visit.ring, 0, 0, false, List.of());
    }

    void tokenComes(SimulatedNode node, Token token) {
        if (!node.isOperational() || !token.ring().equals(node.ring())) {
            return;
        }
        var visit = visits[node.index()];
        if (!token.ring().equals(visit.ring)) {
            visit.ring = token.ring();
            visit.tokenSeq = token.tokenSeq();
            visit.aru = token.aru();
            visit.stable = 0;
            return;
        }
        if (token.tokenSeq() - visit.tokenSeq <= 0) {
            return; // seen before
        }
        int stable = token.aru() - visit.aru < 0 ? token.aru() : visit.aru;
        visit.tokenSeq = token.tokenSeq();
        visit.aru = token.aru();
        if (stable == visit.stable) {
            return;
        }
        visit.stable = stable;
        for (var other : world.nodes()) {
            if (other.isAlive() && !order.hasDelivered(other, token.ring(), stable)) {
                throw judge.violated(
                        Invariant.I3,
                        "token " + token.tokenSeq() + " of ring " + token.ring() + " says at " + node
                                + " that all have packet " + stable + ", but " + other + " has not");
            }
        }
        judge.checked(Invariant.I3);
    }
}
