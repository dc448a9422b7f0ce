package org.quorate.totem;

import java.util.ArrayList;
import java.util.List;
import org.quorate.totem.RingEffect.Arm;
import org.quorate.totem.RingEffect.Broadcast;
import org.quorate.totem.RingEffect.Disarm;
import org.quorate.totem.RingEffect.DiscardReceived;
import org.quorate.totem.RingEffect.InstallRegular;
import org.quorate.totem.RingEffect.InstallTransitional;
import org.quorate.totem.RingEffect.Persist;
import org.quorate.totem.RingEffect.PhaseChanged;
import org.quorate.totem.RingEffect.Send;
import org.quorate.totem.RingEvent.FrameReceived;
import org.quorate.totem.RingEvent.TimerExpired;
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
 * One node's ring: who is in it, and in which order its messages come.
 *
 * <p>The names of phases, and what happens in them, are the paper's: section 4 for the order, section 5 for the
 * membership, section 6 for the recovery. Between two regular configurations survivors of one ring deliver the same
 * messages (extended virtual synchrony).
 */
public final class Ring {
    /** Where a ring is. */
    public enum Phase {
        /** The token rotates and orders messages. */
        OPERATIONAL,
        /** Nodes look for agreement on who is there. */
        GATHER,
        /** Who agreed confirms it. */
        COMMIT,
        /** Survivors of old rings exchange what some of them lack. */
        RECOVERY
    }

    /**
     * Numbers of rings are believed so far ahead. One that has gone astray costs that much of what there is; a node that
     * is further behind is not behind any more after a few joins.
     */
    private static final long MOST_AHEAD = 1L << 44;

    private final int self;
    private final TokenPath path;
    private final Rotation rotation;
    private final Search search;
    private final Recovery recovery = new Recovery();
    private final OldRing old = new OldRing();
    private final Peers peers = new Peers();
    private final List<RingEffect> effects = new ArrayList<>();

    private RingSettings settings;
    private Phase phase = Phase.OPERATIONAL;
    private RingId ring = RingId.NONE;
    private long highestSequence;
    private List<Integer> members = List.of();
    private List<Integer> newMembers = List.of();

    private boolean tokenOriginated;
    private int secondRoundSeq;
    private boolean mergeArmed;
    private boolean calling;
    private boolean overdue;
    private long tokenDueNanos;
    private long repeatAtNanos;
    private long lastTickNanos;
    private long now;

    /** A ring that has not started. */
    public Ring(RingSettings settings) {
        this.settings = settings;
        this.self = settings.self();
        this.search = new Search(settings, peers);
        this.path = new TokenPath(settings, effects, peers);
        this.rotation = new Rotation(settings.tokenRetransmitNanos());
    }

    /**
     * Applies one event and answers what the host must do now, in this order.
     *
     * @param nowNanos never less than before
     * @return valid until the next call
     */
    public List<RingEffect> on(RingEvent event, long nowNanos) {
        effects.clear();
        now = nowNanos;
        switch (event) {
            case RingEvent.Started(var stored) -> start(stored);
            case FrameReceived(var frame) -> received(frame);
            case TimerExpired(var timer) -> expired(timer);
            case RingEvent.Submitted(var message) -> {
                path.submit(message);
                wake();
            }
            case RingEvent.SubmittedToSynchronise(var message) -> {
                path.submitToSynchronise(message);
                wake();
            }
            case RingEvent.Synchronised() -> path.synchronised();
            case RingEvent.Reform() -> {
                if (phase == Phase.OPERATIONAL) {
                    gather("asked to form the ring anew");
                }
            }
            case RingEvent.Reconfigured(var next) -> use(next);
            case RingEvent.Stopping() -> leave();
        }
        return effects;
    }

    /** What the ring does now. */
    public Phase phase() {
        return phase;
    }

    /** The ring that was installed last, or is being formed. */
    public RingId ring() {
        return ring;
    }

    /** Packets that wait for the token. */
    public int queued() {
        return path.queued();
    }

    /** Whether the ring is known to have members of Quorate only. */
    public boolean isAmongItsOwn() {
        return peers.areAmongTheirOwn(members);
    }

    /** Whether the token may rest, so that what is submitted must call for it. */
    public boolean held() {
        return path.held() || overdue;
    }

    /** Packets that were sent again on the request of others, since the start. */
    public long retransmissions() {
        return path.retransmissions();
    }

    private void start(long storedSequence) {
        ring = new RingId(self, storedSequence + 1);
        highestSequence = ring.sequence();
        effects.add(new Persist(ring.sequence()));
        tick();
        gather("started");
    }

    private void received(Frame frame) {
        switch (frame) {
            case Multicast multicast -> multicast(multicast);
            case Token token -> token(token);
            case CommitToken commit -> commitToken(commit);
            case Join join -> join(join);
            case MergeDetect detect -> mergeDetect(detect);
            case HoldCancel cancel -> {
                if (phase == Phase.OPERATIONAL && cancel.ring().equals(ring)) {
                    letGo();
                }
            }
            case Report _, Relayed _ -> {} // the relay's
        }
    }

    /** Something is to be sent: an idle ring lets the token go. */
    private void wake() {
        if (phase == Phase.OPERATIONAL && held() && !calling) {
            calling = !path.atHand();
            call();
            letGo();
        }
    }

    /** Until the token is here: the call may be lost, and so may the token of a ring at rest. */
    private void call() {
        if (calling) {
            effects.add(new Broadcast(new HoldCancel(self, ring)));
        }
    }

    /** If the token is at hand, what waits here goes with it; else it is expected now, and calls do not put that off. */
    private void letGo() {
        var token = path.letGo();
        if (token != null) {
            visit(token);
        } else if (now + rotation.patienceNanos() < repeatAtNanos) {
            expectToken();
        }
    }

    private void awaitToken() {
        tokenDueNanos = now + settings.tokenNanos();
        arm(RingTimer.TOKEN, settings.tokenNanos());
    }

    /** Each node sees to its own hop: sent again is what this one sent last, however the token was lost. */
    private void expectToken() {
        repeatIn(rotation.patienceNanos());
    }

    private void repeatIn(long delayNanos) {
        repeatAtNanos = now + delayNanos;
        arm(RingTimer.TOKEN_RETRANSMIT, delayNanos);
    }

    // ---- order (paper, section 4)

    private void multicast(Multicast multicast) {
        if (multicast.isOf(ring)) {
            if (!newMembers.contains(multicast.originator())) {
                return; // in the place of a member's
            }
            if (path.provesArrival(multicast)) {
                repeatIn(settings.tokenRetransmitNanos());
            }
            if (phase == Phase.OPERATIONAL && !multicast.isRecovered()) {
                path.store(multicast);
                path.deliver();
            } else if (phase == Phase.GATHER && !multicast.isRecovered() && !old.isKept()
                    || phase == Phase.RECOVERY && multicast.isRecovered()) {
                path.store(multicast);
            }
            return;
        }
        int stranger = multicast.originator();
        if (isNews(multicast.ring(), stranger)) {
            search.found(stranger);
            gather("message of another ring from node " + Integer.toUnsignedString(stranger));
        } else {
            inviteIfLeftOut(stranger);
        }
    }

    /**
     * A late packet of an older ring of a present member says nothing about other rings, and who is left out does not
     * disturb this one.
     */
    private boolean isNews(RingId other, int node) {
        return switch (phase) {
            case OPERATIONAL ->
                node != 0
                        && !(members.contains(node) && other.sequence() < ring.sequence())
                        && !search.leavesOut(node, now);
            case GATHER -> node != 0 && !search.knows(node);
            case COMMIT, RECOVERY -> false; // it will be found when the ring is there
        };
    }

    private void token(Token token) {
        if ((phase != Phase.OPERATIONAL && phase != Phase.RECOVERY)
                || !token.ring().equals(ring)) {
            return; // of a ring that is over, or not yet begun here
        }
        if (token.sender() != predecessorOf(self) || !path.isNew(token)) {
            return; // nobody else has the right to send it here: a stray one would be a second token
        }
        if (token.aruNode() != 0 && !newMembers.contains(token.aruNode())) {
            return; // nobody would raise the mark of what all have again
        }
        rotation.returned(now);
        visit(token);
    }

    private void visit(Token token) {
        boolean operational = phase == Phase.OPERATIONAL;
        boolean idle = path.atHand();
        calling = false;
        overdue = false;
        boolean unchanged = path.countUnchanged(token);
        if (!unchanged) {
            disarm(RingTimer.MERGE);
            mergeArmed = false;
        } else if (!mergeArmed) {
            arm(RingTimer.MERGE, settings.mergeNanos());
            mergeArmed = true;
        }
        var next = path.visit(token, isRepresentative(), operational ? null : recovery);
        if (!operational && recovery.standstill() > settings.failRecvConst()) {
            gather("the recovery stands still");
            return;
        }
        if (path.failedToReceive(next)) {
            search.failToReceive();
            gather("failed to receive: a packet is missing here that others have");
            return;
        }
        if (phase == Phase.RECOVERY) {
            next = recoveryVisit(next);
        }
        if (idle) {
            path.deliver(); // nobody waits for the token, but somebody here for the message that woke the ring
        }
        path.forward(next, successorOf(self), rotation.tookNanos() < settings.holdNanos() / 2);
        if (phase == Phase.OPERATIONAL) {
            path.deliver();
        }
        awaitToken();
        boolean rests = path.mayRest();
        rotation.left(now, rests);
        if (rests) {
            repeatIn(settings.tokenRetransmitNanos());
        } else {
            expectToken();
        }
        if (path.atHand()) {
            arm(RingTimer.HOLD, settings.holdNanos());
        } else {
            disarm(RingTimer.HOLD);
        }
    }

    private Token recoveryVisit(Token token) {
        boolean flag = recovery.flag(token.recovering());
        var next = token.recovering() == flag ? token : path.withFlag(token, flag);
        recovery.visited(flag, next.seq(), next.aru());
        if (recovery.received(path.aru())) {
            old.received();
        }
        if (recovery.finished()) {
            operational();
        }
        return next;
    }

    // ---- membership (paper, section 5)

    private void gather(String why) {
        tokenOriginated = false;
        calling = false;
        overdue = false;
        search.askAll();
        disarm(RingTimer.TOKEN);
        disarm(RingTimer.TOKEN_RETRANSMIT);
        disarm(RingTimer.HOLD);
        disarm(RingTimer.MERGE);
        mergeArmed = false;
        arm(RingTimer.CONSENSUS, settings.consensusNanos());
        if (phase == Phase.RECOVERY) {
            path.restore(old.aru(), old.high()); // it was broken off
        }
        if (phase != Phase.GATHER) {
            search.begin();
        }
        enter(Phase.GATHER, why);
        sendJoin();
        commitIfAgreed();
    }

    private void sendJoin() {
        effects.add(new Broadcast(search.join(ring.sequence())));
        arm(RingTimer.JOIN, settings.joinNanos());
    }

    private void join(Join join) {
        if (now - lastTickNanos > settings.tokenNanos() / 2) {
            effects.add(new DiscardReceived());
            return;
        }
        if (join.originator() == 0 || join.originator() == self) {
            return; // this node's own comes back only out of an earlier life
        }
        highestSequence = Math.max(highestSequence, Math.min(join.ringSequence(), highestSequence + MOST_AHEAD));
        switch (phase) {
            case OPERATIONAL -> {
                if (join.failed().contains(self) || isStale(join)) {
                    return;
                }
                if (search.leavesOutForAnother(join.originator(), now)) {
                    return; // it waits in vain: to answer would be to condemn it, though it may be about to be taken in
                }
                weigh(join);
            }
            case GATHER -> weigh(join);
            case COMMIT, RECOVERY -> {
                if (newMembers.contains(join.originator())
                        && (join.ringSequence() >= ring.sequence() || hasGoneOn(join))) {
                    gather("join of node " + Integer.toUnsignedString(join.originator()) + " in phase " + phase);
                    weigh(join);
                }
            }
        }
        search.hear(join.originator());
    }

    /** A member of the ring to be has heard of others since it agreed, so that it will not take the commit token. */
    private boolean hasGoneOn(Join join) {
        return phase == Phase.COMMIT && !join.isLeave() && search.isBehind(join);
    }

    /** From before the present ring, and with nothing that the ring does not know. */
    private boolean isStale(Join join) {
        return join.ringSequence() < ring.sequence()
                && (members.contains(join.originator()) || (join.isLeave() && members.containsAll(join.candidates())));
    }

    private void weigh(Join join) {
        int sender = join.originator();
        var news = search.weigh(join, members, ring.sequence());
        if (news == Search.News.NOT_OURS) {
            return;
        }
        if (news == Search.News.SOME || phase == Phase.OPERATIONAL) {
            gather("join of node " + Integer.toUnsignedString(sender));
        }
        if (phase == Phase.GATHER && search.believesTheSame(join) && !join.isLeave()) {
            search.agrees(sender);
            commitIfAgreed();
        }
    }

    private void commitIfAgreed() {
        if (phase != Phase.GATHER) {
            return;
        }
        var next = search.agreement();
        if (!next.isEmpty() && next.getFirst() == self) {
            commit(CommitToken.first(self, new RingId(self, highestSequence + 4), next));
        }
    }

    private void commitToken(CommitToken token) {
        switch (phase) {
            case GATHER -> {
                if (search.wants(token.members())
                        && token.ring().sequence() > ring.sequence()
                        && token.ring().sequence() <= highestSequence + MOST_AHEAD
                        && token.filled() < token.members().size()
                        && token.members().get(token.filled()) == self) {
                    commit(token);
                }
            }
            case COMMIT -> {
                if (token.ring().equals(ring)
                        && token.members().equals(newMembers)
                        && token.filled() == newMembers.size()) {
                    recover(token);
                }
            }
            case RECOVERY -> {
                if (token.ring().equals(ring)
                        && isRepresentative()
                        && !tokenOriginated
                        && token.tokenSeq() >= secondRoundSeq) { // else one of the first round, sent again
                    originateToken();
                }
            }
            case OPERATIONAL -> {} // of a ring that this node does not look for
        }
    }

    private void commit(CommitToken token) {
        old.keep(ring, path.aru(), path.highSeq());
        newMembers = token.members();
        int own = token.filled();
        var entries = old.fillIn(token.entries(), own, path.delivered(), path.aru() == path.highSeq());
        ring = token.ring();
        highestSequence = ring.sequence();
        effects.add(new Persist(ring.sequence()));
        int filled = own + 1;
        path.send(
                new CommitToken(self, token.tokenSeq() + 1, ring, filled, newMembers, entries),
                newMembers.get(filled % newMembers.size()));
        disarm(RingTimer.JOIN);
        disarm(RingTimer.CONSENSUS);
        rotation.forget();
        awaitToken();
        expectToken();
        path.resetFlow();
        enter(Phase.COMMIT, "agreed on " + newMembers.size() + " members");
    }

    private void mergeDetect(MergeDetect detect) {
        int other = detect.originator();
        if (detect.ring().equals(ring)) {
            return;
        }
        if (isNews(detect.ring(), other)) {
            search.found(other);
            gather("found the ring of node " + Integer.toUnsignedString(other));
        } else {
            inviteIfLeftOut(other);
        }
    }

    private void inviteIfLeftOut(int node) {
        if (phase == Phase.OPERATIONAL && search.invites(node, now)) {
            effects.add(new Send(node, search.invitation(node, members, ring.sequence())));
        }
    }

    // ---- recovery (paper, section 6)

    private void recover(CommitToken token) {
        search.settle(newMembers, now);
        recovery.begin();
        secondRoundSeq = token.tokenSeq() + 1;
        path.send(
                new CommitToken(self, secondRoundSeq, token.ring(), token.filled(), token.members(), token.entries()),
                successorOf(self));
        old.meet(token, members).ifPresent(low -> path.collect(low, old.high(), recovery.waiting()));
        path.beginRecovery(ring);
        awaitToken();
        expectToken();
        enter(Phase.RECOVERY, old.survivors().size() + " of " + newMembers.size() + " come from ring " + old.id());
    }

    private void originateToken() {
        tokenOriginated = true;
        path.send(new Token(self, 0, 0, -1, self, ring, 0, 0, recovery.firstFlag(), List.of()), successorOf(self));
        awaitToken();
        expectToken();
    }

    private void operational() {
        tokenOriginated = false;
        var together = old.survivors();
        int high = path.takeRecovered(old.id(), old.high());
        path.deliverOld(high);
        var left = members.stream().filter(node -> !together.contains(node)).toList();
        var joined =
                newMembers.stream().filter(node -> !together.contains(node)).toList();
        effects.add(new InstallTransitional(ring, together, left));
        path.deliverOldFrom(old.deliverable(), high);
        effects.add(new InstallRegular(ring, newMembers, joined));
        members = newMembers;
        peers.install(members, together);
        path.endRecovery(!joined.isEmpty());
        search.end(members);
        old.leave(ring);
        enter(Phase.OPERATIONAL, members.size() + " members" + search.whoIsLeftOut());
    }

    private void leave() {
        effects.add(new Broadcast(search.goodbye(ring.sequence())));
        for (var timer : RingTimer.values()) {
            disarm(timer);
        }
    }

    // ---- time

    private void expired(RingTimer timer) {
        switch (timer) {
            case TOKEN -> tokenLost();
            case TOKEN_RETRANSMIT -> {
                if (phase != Phase.GATHER) {
                    overdue = phase == Phase.OPERATIONAL; // lost, or it rests without our knowing
                    calling |= overdue && path.queued() > 0;
                    call();
                    path.sendAgain();
                    rotation.repeated();
                    expectToken();
                }
            }
            case HOLD -> {
                if (phase == Phase.OPERATIONAL) {
                    path.sendAgain();
                    rotation.left(now, true);
                    expectToken();
                }
            }
            case JOIN -> {
                if (phase == Phase.GATHER) {
                    search.repeat();
                    askAgain();
                }
            }
            case CONSENSUS -> noConsensus();
            case MERGE -> {
                mergeArmed = false;
                if (phase == Phase.OPERATIONAL && (isRepresentative() || search.leavesOutAny(now))) {
                    effects.add(new Broadcast(new MergeDetect(self, self, ring)));
                }
            }
            case PAUSE -> tick();
            case REPORT -> {} // the relay's
        }
    }

    private void tokenLost() {
        switch (phase) {
            case OPERATIONAL -> gather("token lost");
            case COMMIT -> gather("commit token lost");
            case RECOVERY -> gather("token lost in recovery");
            case GATHER -> {
                if (search.isWaitingForCommit()) {
                    giveUpTheSilent("no commit token came");
                }
            }
        }
    }

    private void askAgain() {
        if (now >= tokenDueNanos && search.misses(patienceNanos())) {
            giveUpTheSilent("no answer");
            return;
        }
        var others = search.takeSides(patienceNanos());
        if (others.isEmpty()) {
            sendJoin();
        } else {
            gather("no agreement; given up: " + others);
        }
    }

    private long patienceNanos() {
        return Math.max(settings.silenceNanos(), 2 * rotation.usualNanos());
    }

    private void noConsensus() {
        if (phase != Phase.GATHER) {
            return;
        }
        if (search.awaitCommit()) {
            arm(RingTimer.TOKEN, settings.tokenNanos());
        } else {
            giveUpTheSilent("no consensus");
        }
    }

    private void giveUpTheSilent(String why) {
        gather(why + "; given up: " + search.giveUpTheSilent());
    }

    /** Timers that run keep their deadlines; but a pause is told from the ticks, which have to be as frequent as is expected. */
    private void use(RingSettings next) {
        assert next.self() == self : "a node keeps its id while it runs";
        settings = next;
        search.use(next);
        path.use(next);
        rotation.use(next.tokenRetransmitNanos());
        tick();
    }

    private void tick() {
        lastTickNanos = now;
        arm(RingTimer.PAUSE, settings.tokenNanos() / 5);
    }

    private void arm(RingTimer timer, long delayNanos) {
        effects.add(new Arm(timer, now + delayNanos));
    }

    private void disarm(RingTimer timer) {
        effects.add(new Disarm(timer));
    }

    private void enter(Phase next, String why) {
        if (phase != next) {
            effects.add(new PhaseChanged(phase, next, why));
            phase = next;
        }
    }

    private boolean isRepresentative() {
        return ring.representative() == self;
    }

    private int predecessorOf(int node) {
        return newMembers.get(Math.floorMod(newMembers.indexOf(node) - 1, newMembers.size()));
    }

    private int successorOf(int node) {
        return newMembers.get((newMembers.indexOf(node) + 1) % newMembers.size());
    }
}
