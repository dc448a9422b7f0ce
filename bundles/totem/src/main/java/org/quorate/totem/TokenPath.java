package org.quorate.totem;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.quorate.totem.RingEffect.Broadcast;
import org.quorate.totem.RingEffect.Deliver;
import org.quorate.totem.RingEffect.Send;
import org.quorate.totem.frame.Frame;
import org.quorate.totem.frame.MalformedFrameException;
import org.quorate.totem.frame.Multicast;
import org.quorate.totem.frame.RingId;
import org.quorate.totem.frame.Token;
import org.quorate.totem.pack.SendQueue;

/** What happens on a visit of the token, and what it is about: the packets received, to be sent, and delivered. */
final class TokenPath {
    /** Visits without traffic that a hole is given to be filled, before the token rests nevertheless. */
    private static final int HOLE_VISITS = 30;

    /** Visits that the representative leaves to who spoke last, to let the token rest there. */
    private static final int SPEAKER_FIRST = 2;

    private final int self;
    private final int areaBytes;
    private final List<RingEffect> effects;
    private final Peers peers;
    private final FlowControl flow;
    private final SendQueue normal;
    private RingSettings settings;
    private SendQueue synchronising;
    private boolean isSynchronising = true;

    private ReceiveWindow regular = new ReceiveWindow();
    private ReceiveWindow recovered = new ReceiveWindow();
    private ReceiveWindow current = regular;
    private RingId ring = RingId.NONE;

    private int aru;
    private int highSeq;
    private int delivered;
    private int lastAru;
    private int lastSeq;
    private int lastTokenSeq = -1;
    private int unchanged;
    private boolean spoke;
    private int lastSpokenSeq;
    private int aruStandstill;
    private boolean held;
    private boolean rests;
    private boolean mayRest;
    private int sentSinceStart;
    private long retransmissions;
    private @Nullable Frame lastSent;
    private int lastSentTo;
    private boolean arrivalProven;

    /** The token rests here: what was sent last is not sent. */
    private boolean atHand;

    TokenPath(RingSettings settings, List<RingEffect> effects, Peers peers) {
        this.settings = settings;
        this.self = settings.self();
        this.effects = effects;
        this.peers = peers;
        this.flow = new FlowControl(settings.windowSize(), settings.maxMessages());
        this.areaBytes = settings.areaBytes();
        this.normal = new SendQueue(areaBytes);
        this.synchronising = new SendQueue(areaBytes);
    }

    void use(RingSettings next) {
        settings = next;
        flow.use(next.windowSize(), next.maxMessages());
    }

    // ---- messages in and out

    void submit(byte[] message) {
        normal.add(message);
    }

    void submitToSynchronise(byte[] message) {
        synchronising.add(message);
    }

    void synchronised() {
        isSynchronising = false;
    }

    int queued() {
        return normal.size() + synchronising.size();
    }

    long retransmissions() {
        return retransmissions;
    }

    void store(Multicast multicast) {
        int seq = multicast.seq();
        if (current.put(seq, multicast)) {
            highSeq = Sequences.highest(highSeq, seq);
            advanceAru();
        }
    }

    /** Delivers what follows without a hole. */
    void deliver() {
        while (Sequences.less(delivered, highSeq)) {
            var next = regular.get(delivered + 1);
            if (next == null) {
                return;
            }
            delivered++;
            peers.delivered(next);
            effects.add(new Deliver(next));
        }
    }

    private void advanceAru() {
        while (aru != highSeq && current.has(aru + 1)) {
            aru++;
        }
    }

    // ---- the token

    /** Whether it is none of before, and its number one that can be: not below what all have, nor beyond the window. */
    boolean isNew(Token token) {
        return Sequences.less(lastTokenSeq, token.tokenSeq())
                && Sequences.atMost(current.released(), token.seq())
                && Sequences.atMost(token.seq() - ReceiveWindow.SIZE, current.released());
    }

    /** Counts visits on which nothing new was on the ring; answers whether this was one. */
    boolean countUnchanged(Token token) {
        boolean same = token.seq() == lastSeq;
        unchanged = same ? unchanged + 1 : 0;
        lastSeq = token.seq();
        return same;
    }

    /** Whether the token may rest: what is to be sent must call for it, if it is not at hand. */
    boolean held() {
        return held;
    }

    /** Whether the token is here, and rests. */
    boolean atHand() {
        return atHand;
    }

    /** Whether the token that went on is not expected back soon, as nothing is to be sent and nothing is missing. */
    boolean mayRest() {
        return mayRest;
    }

    /** An idle ring wakes up. Answers the token if it is here: visited, and not sent on yet. */
    @Nullable
    Token letGo() {
        unchanged = 0;
        held = false;
        return atHand && lastSent instanceof Token token ? token : null;
    }

    /**
     * Serves and makes requests, sends what may be sent, and lowers or raises the mark of what all have received.
     *
     * @param recovery during recovery; else null
     * @return the token as it goes on
     */
    Token visit(Token token, boolean representative, @Nullable Recovery recovery) {
        // While old packets are asked for nothing is idle, though no number is new.
        held = recovery == null && unchanged >= visitsUntilCall();
        rests = held && unchanged > visitsUntilRest(token, representative);
        if (recovery == null) {
            current.releaseTo(Sequences.lowest(Sequences.lowest(token.aru(), lastAru), delivered));
            (isSynchronising ? synchronising : normal).flush();
        }
        int aruBefore = lastAru;
        lastAru = token.aru();
        int queued = recovery != null ? recovery.waiting().size() : (isSynchronising ? synchronising : normal).size();
        int allowed = flow.allowed(token.sent(), token.backlog(), queued);
        var requests = serve(token, allowed);
        int resent = token.retransmits().size() - requests.size();
        request(requests, token.seq());
        int room = ReceiveWindow.SIZE - flow.windowSize() - allowed;
        int seq = token.seq();
        if (seq - current.released() < room) {
            seq = recovery != null ? sendRecovered(recovery, seq, allowed - resent) : sendQueued(seq, allowed - resent);
        }
        int sent = resent + (seq - token.seq());
        int nextAru = token.aru();
        int nextAruNode = token.aruNode();
        if (Sequences.less(aru, nextAru) || nextAruNode == self || nextAruNode == 0) {
            nextAru = aru;
            nextAruNode = aru == seq ? 0 : self;
        }
        aruStandstill = nextAru == aruBefore && nextAruNode != 0 ? aruStandstill + 1 : 0;
        lastTokenSeq = token.tokenSeq();
        return new Token(
                self,
                seq,
                token.tokenSeq() + 1,
                nextAru,
                nextAruNode,
                token.ring(),
                flow.backlogAfter(token.backlog(), queued),
                flow.sentAfter(token.sent(), sent),
                token.recovering(),
                requests);
    }

    Token withFlag(Token token, boolean recovering) {
        return new Token(
                token.sender(),
                token.seq(),
                token.tokenSeq(),
                token.aru(),
                token.aruNode(),
                token.ring(),
                token.backlog(),
                token.sent(),
                recovering,
                token.retransmits());
    }

    /** Whether this node has been holding up all others for too long. */
    boolean failedToReceive(Token token) {
        return aruStandstill > settings.failRecvConst() && token.aruNode() == self;
    }

    /** A corosync node counts repeated tokens as visits, so that as a representative it lets the token rest sooner. */
    private int visitsUntilCall() {
        return settings.seqnoUnchangedConst() - settings.seqnoUnchangedConst() / 4;
    }

    /** Visits without anything new that are made at full speed. */
    private int restlessVisits(boolean whole) {
        return settings.seqnoUnchangedConst() + (whole ? 0 : HOLE_VISITS);
    }

    /**
     * The token rests at the node that spoke last, as that is the one most likely to speak next. The representative takes
     * it if that one does not: not all corosync nodes can.
     */
    private int visitsUntilRest(Token token, boolean representative) {
        if (spoke && lastSpokenSeq == token.seq()) {
            return restlessVisits(token.aru() == token.seq() && lastAru == token.seq());
        }
        return representative
                ? restlessVisits(token.aru() == token.seq() && lastAru == token.seq()) + SPEAKER_FIRST
                : Integer.MAX_VALUE;
    }

    /** @param fast whether the token came round without having rested anywhere */
    void forward(Token token, int successor, boolean fast) {
        lastSent = token;
        lastSentTo = successor;
        arrivalProven = false;
        atHand = rests && fast;
        mayRest = atHand || held && unchanged >= restlessVisits(token.aru() == token.seq());
        if (!atHand) {
            effects.add(new Send(successor, token));
        }
    }

    /** Sends a token of any kind, and keeps it to be sent again. */
    void send(Frame token, int successor) {
        lastSent = token;
        lastSentTo = successor;
        arrivalProven = false;
        atHand = false;
        effects.add(new Send(successor, token));
    }

    void sendAgain() {
        atHand = false;
        if (lastSent != null) {
            effects.add(new Send(lastSentTo, lastSent));
        }
    }

    /**
     * Whether what was sent last reached the next node, which this packet of a later number proves, for the first time.
     * From there on the token is in the care of others.
     */
    boolean provesArrival(Multicast multicast) {
        if (arrivalProven || !(lastSent instanceof Token token) || !Sequences.less(token.seq(), multicast.seq())) {
            return false;
        }
        arrivalProven = true;
        return true;
    }

    private List<Token.Retransmit> serve(Token token, int allowed) {
        if (token.retransmits().isEmpty()) {
            return new ArrayList<>(0);
        }
        var remaining = new ArrayList<Token.Retransmit>();
        int resent = 0;
        for (var request : token.retransmits()) {
            var packet = request.ring().equals(ring) && resent < allowed ? current.get(request.seq()) : null;
            if (packet == null) {
                remaining.add(request);
            } else {
                effects.add(new Broadcast(packet));
                resent++;
            }
        }
        retransmissions += resent;
        return remaining;
    }

    private void request(List<Token.Retransmit> requests, int upTo) {
        for (int seq = aru + 1;
                Sequences.atMost(seq, upTo) && requests.size() < Token.MAX_RETRANSMITS && current.covers(seq);
                seq++) {
            if (!current.has(seq) && current.missed(seq) >= settings.missCountConst()) {
                var request = new Token.Retransmit(ring, seq);
                if (!requests.contains(request)) {
                    requests.add(request);
                }
            }
        }
    }

    private int sendQueued(int seq, int allowed) {
        var queue = isSynchronising ? synchronising : normal;
        int next = seq;
        for (int i = 0; i < allowed; i++) {
            var packet = queue.poll();
            if (packet == null) {
                break;
            }
            next++;
            sequence(Multicast.ordinary(packet, self, next, sentSinceStart++, ring), next);
        }
        advanceAru();
        return next;
    }

    private int sendRecovered(Recovery recovery, int seq, int allowed) {
        int next = seq;
        for (int i = 0; i < allowed; i++) {
            var old = recovery.waiting().poll();
            if (old == null) {
                break;
            }
            next++;
            sequence(Multicast.recovered(old, self, next, sentSinceStart++, ring), next);
        }
        advanceAru();
        return next;
    }

    private void sequence(Multicast multicast, int seq) {
        current.put(seq, multicast);
        highSeq = seq;
        spoke = true;
        lastSpokenSeq = seq;
        effects.add(new Broadcast(multicast));
    }

    // ---- change of the ring

    int aru() {
        return aru;
    }

    int highSeq() {
        return highSeq;
    }

    int delivered() {
        return delivered;
    }

    void resetFlow() {
        flow.reset();
    }

    /** Takes the packets of the old ring above {@code low}, to be sent to its survivors. */
    void collect(int low, int high, Queue<Multicast> packets) {
        for (int seq = low + 1; Sequences.atMost(seq, high); seq++) {
            var packet = regular.get(seq);
            if (packet != null) {
                packets.add(packet);
            }
        }
    }

    void beginRecovery(RingId newRing) {
        ring = newRing;
        recovered.clear();
        current = recovered;
        aru = 0;
        highSeq = 0;
        lastTokenSeq = -1;
        aruStandstill = 0;
        unchanged = 0;
        spoke = false;
        held = false;
        rests = false;
        atHand = false;
    }

    /** The recovery was broken off: back to where the old ring stood. */
    void restore(int oldAru, int oldHigh) {
        current = regular;
        aru = oldAru;
        highSeq = oldHigh;
    }

    /** Unwraps what other survivors sent. Answers the highest number of the old ring now. */
    int takeRecovered(RingId oldRing, int oldHigh) {
        int high = oldHigh;
        for (int seq = 1; Sequences.atMost(seq, aru); seq++) {
            var packet = recovered.get(seq);
            if (packet == null || !packet.isRecovered()) {
                continue;
            }
            try {
                var old = packet.unwrap();
                if (old.isOf(oldRing) && regular.put(old.seq(), old)) {
                    high = Sequences.highest(high, old.seq());
                }
            } catch (MalformedFrameException e) {
                // A survivor sent what it had not understood itself; it is nobody's message.
                continue;
            }
        }
        return high;
    }

    /** Delivers the old ring's packets up to the first hole. */
    void deliverOld(int high) {
        while (Sequences.less(delivered, high)) {
            var next = regular.get(delivered + 1);
            if (next == null) {
                return;
            }
            delivered++;
            effects.add(new Deliver(next));
        }
    }

    /** Delivers what is left of the old ring from those who are known to have sent all, and skips the holes. */
    void deliverOldFrom(Collection<Integer> nodes, int high) {
        while (Sequences.less(delivered, high)) {
            delivered++;
            var next = regular.get(delivered);
            if (next != null && nodes.contains(next.originator())) {
                effects.add(new Deliver(next));
            }
        }
    }

    void endRecovery(boolean newcomers) {
        var old = regular;
        regular = recovered;
        recovered = old;
        current = regular;
        lastAru = 0;
        delivered = 0;
        for (int seq = 1; Sequences.atMost(seq, highSeq); seq++) {
            if (regular.has(seq)) {
                delivered = seq;
            }
        }
        regular.releaseTo(delivered);
        isSynchronising = true;
        synchronising = new SendQueue(areaBytes);
        if (newcomers) {
            normal.restartMessage();
        }
    }
}
