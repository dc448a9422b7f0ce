package org.quorate.simulator.invariant;

import org.quorate.simulator.Invariant;
import org.quorate.simulator.node.SimulatedNode;
import org.quorate.simulator.world.Network;
import org.quorate.totem.Ring;
import org.quorate.totem.frame.CommitToken;
import org.quorate.totem.frame.Frame;
import org.quorate.totem.frame.HoldCancel;
import org.quorate.totem.frame.Join;
import org.quorate.totem.frame.MergeDetect;
import org.quorate.totem.frame.Multicast;
import org.quorate.totem.frame.Relayed;
import org.quorate.totem.frame.Report;
import org.quorate.totem.frame.RingId;
import org.quorate.totem.frame.Token;

/**
 * I13, as far as it can be had without authentication: a node that is in a ring does nothing for a frame of an older
 * ring of its members, nor for a token of one that is not a member. (Malformed frames: see the network.)
 */
final class StrangersChangeNothing {
    private final Judge judge;
    private boolean mustBeIgnored;
    private long effects;

    StrangersChangeNothing(Judge judge) {
        this.judge = judge;
    }

    void before(SimulatedNode node, Frame frame) {
        mustBeIgnored = mustBeIgnored(node, frame);
        effects = node.effects();
    }

    void after(SimulatedNode node, Frame frame) {
        if (!mustBeIgnored) {
            return;
        }
        boolean stays = node.executive().ring().phase() == Ring.Phase.OPERATIONAL;
        if (!stays || node.effects() != effects && !(frame instanceof Join)) {
            throw judge.violated(
                    Invariant.I13, node + " in ring " + node.ring() + " acts on an old " + Network.text(frame));
        }
        judge.checked(Invariant.I13);
    }

    static boolean mustBeIgnored(SimulatedNode node, Frame frame) {
        return node.executive().ring().phase() == Ring.Phase.OPERATIONAL && isNothing(node, frame);
    }

    private static boolean isNothing(SimulatedNode node, Frame frame) {
        return switch (frame) {
            case Token token ->
                !node.members().contains(token.sender()) || !token.ring().equals(node.ring());
            case Multicast packet -> isOld(node, packet.ring(), packet.originator());
            case MergeDetect detect -> isOld(node, detect.ring(), detect.originator());
            case HoldCancel cancel -> !cancel.ring().equals(node.ring());
            case CommitToken _ -> true;
            case Report _ -> false; // an old one may make frames go by way of others for a while
            case Relayed relayed -> relayed.target() == node.id() && isNothing(node, relayed.frame());
            case Join join ->
                join.ringSequence() < node.ring().sequence() && node.members().contains(join.originator());
        };
    }

    private static boolean isOld(SimulatedNode node, RingId ring, int originator) {
        return ring.sequence() < node.ring().sequence() && node.members().contains(originator);
    }
}
