package org.quorate.totem;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.quorate.totem.frame.Join;

/**
 * The search for members (paper, section 5): who is believed to be there, who is given up and why, and whether all who
 * are left agree. It sends nothing and has no timers; those are the ring's.
 */
final class Search {
    private final int self;
    private final Peers peers;
    private final Candidates candidates;
    private final Hearsay hearsay = new Hearsay();

    private RingSettings settings;
    private boolean failedToReceive;
    private boolean waitingForCommit;
    private int unansweredJoins;
    private int joinsSinceNews;

    /** What a join brings. */
    enum News {
        /** It is of another search, and says nothing about this one. */
        NOT_OURS,
        /** Nothing that is not known, or that is believed. */
        NONE,
        /** Somebody was found or given up: all are asked anew. */
        SOME
    }

    Search(RingSettings settings, Peers peers) {
        this.settings = settings;
        this.self = settings.self();
        this.peers = peers;
        this.candidates = new Candidates(self);
    }

    void use(RingSettings next) {
        settings = next;
    }

    /** Nobody has been heard yet. */
    void begin() {
        candidates.search();
        unansweredJoins = 0;
    }

    /** All are asked whether they believe what this node believes now. */
    void askAll() {
        waitingForCommit = false;
        joinsSinceNews = 0;
        candidates.askAgain();
    }

    /** What this node believes. */
    Join join(long ringSequence) {
        return new Join(self, self, candidates.known(), candidates.failed(), ringSequence);
    }

    /** The join with which this node goes. */
    Join goodbye(long ringSequence) {
        var remaining = candidates.known().stream().filter(node -> node != self).toList();
        var failed = new ArrayList<>(candidates.failed());
        failed.remove((Object) self);
        failed.add(self);
        return new Join(Join.LEAVE, self, remaining, failed, ringSequence);
    }

    // ---- who is there

    boolean knows(int node) {
        return candidates.knows(node);
    }

    /** A node of another ring is there. */
    void found(int node) {
        candidates.add(node);
        hearsay.noticed(node);
    }

    /** A node takes part in this search. */
    void hear(int node) {
        candidates.hear(node);
    }

    /**
     * What somebody else believes.
     *
     * @param members of the ring that this node comes from
     * @param ringSequence of this node's ring
     */
    News weigh(Join join, Collection<Integer> members, long ringSequence) {
        int sender = join.originator();
        if (believesTheSame(join)
                || candidates.covers(join.candidates(), join.failed())
                || candidates.hasFailed(sender)) {
            hearsay.heard(join);
            return News.NONE; // it agrees, or is behind and will learn from our join
        }
        if (join.failed().contains(self) && isOfAnEarlierSearch(join, ringSequence)) {
            return News.NOT_OURS; // it will end that search without this node, and look again
        }
        boolean news = candidates.addAll(join.candidates());
        if (join.failed().contains(self)) {
            news |= candidates.fail(sender); // whoever condemns this node is condemned
            hearsay.wasCondemnedBy(sender);
        } else if (members.contains(sender)) {
            news |= candidates.failAll(join.failed());
            if (join.failed().contains(sender)) {
                hearsay.wereSilent(List.of(sender)); // it went by itself, and may come back
            }
            hearsay.wereCondemnedBy(sender, join.failed());
        }
        hearsay.heard(join);
        return news ? News.SOME : News.NONE; // two who do not believe each other would answer each other for ever
    }

    /** Of a stranger who has been looking since before the present ring: what he has given up is not what is here now. */
    private boolean isOfAnEarlierSearch(Join join, long ringSequence) {
        return join.ringSequence() < ringSequence && !candidates.knows(join.originator());
    }

    boolean believesTheSame(Join join) {
        return candidates.sameAs(join.candidates(), join.failed());
    }

    /** Whether somebody believes the same, and knows of more nodes. */
    boolean isBehind(Join join) {
        return candidates.knowLess(join.candidates(), join.failed());
    }

    // ---- who is given up

    /** This node misses a packet that others have: it goes on alone. */
    void failToReceive() {
        failedToReceive = true;
        candidates.fail(self);
    }

    /** A join has been answered by nobody, or not by all. */
    void repeat() {
        unansweredJoins++;
        joinsSinceNews++;
    }

    /**
     * Among Quorate nodes who is there answers a join at once; who does not, where the token was lost, is where it was lost.
     * corosync nodes may be as slow as the consensus timeout says.
     *
     * @param patienceNanos counted in joins, so that a node that stood still first reads what has come meanwhile
     */
    boolean misses(long patienceNanos) {
        if (unansweredJoins * settings.joinNanos() < patienceNanos) {
            return false;
        }
        var silent = candidates.silent();
        return !silent.isEmpty() && candidates.haveNotBeenHeard(silent) && peers.areAmongTheirOwn(silent);
    }

    /**
     * Where nodes have given up each other that all speak, chooses a side, and gives up the others; answers who they are.
     *
     * @param patienceNanos counted in joins, after which nothing new is expected
     */
    List<Integer> takeSides(long patienceNanos) {
        if (joinsSinceNews * settings.joinNanos() < patienceNanos) {
            return List.of();
        }
        var givenUp = hearsay.givenUpBy(candidates.known());
        givenUp.put(self, Set.copyOf(candidates.failed()));
        var side = Sides.of(self, givenUp);
        var givenUpBySide = new HashSet<Integer>();
        side.forEach(friend -> givenUpBySide.addAll(givenUp.getOrDefault(friend, Set.of())));
        var others = candidates.remaining().stream()
                .filter(node -> givenUp.containsKey(node) ? !side.contains(node) : givenUpBySide.contains(node))
                .toList();
        candidates.failAll(others);
        hearsay.disagreed(others);
        return others;
    }

    /** Gives up all who have not agreed, and answers all who are given up. */
    List<Integer> giveUpTheSilent() {
        hearsay.wereSilent(candidates.failTheSilent());
        return candidates.failed();
    }

    // ---- agreement

    void agrees(int node) {
        candidates.agrees(node);
    }

    /** The next membership if all who are left have agreed, else empty. Who failed to receive goes on alone. */
    List<Integer> agreement() {
        if (!candidates.agreed()) {
            return List.of();
        }
        if (failedToReceive && candidates.hasFailed(self)) {
            failedToReceive = false;
            candidates.reset(List.of(self));
            candidates.askAgain();
        }
        return candidates.remaining();
    }

    /** Whether this node, too, believes in that membership. */
    boolean wants(List<Integer> membership) {
        return membership.equals(candidates.remaining());
    }

    /** Answers whether all had agreed, so that only the commit token is missing: they are asked anew while it may come. */
    boolean awaitCommit() {
        if (candidates.agreed()) {
            candidates.askAgain();
            waitingForCommit = true;
        }
        return waitingForCommit;
    }

    boolean isWaitingForCommit() {
        return waitingForCommit;
    }

    /** Who agreed has confirmed it: what led to this ring is settled; an older judgement would break it again. */
    void settle(List<Integer> members, long now) {
        hearsay.settle(candidates.known(), members, now);
        candidates.reset(members);
    }

    /** The ring is there. */
    void end(List<Integer> members) {
        candidates.reset(members);
        hearsay.forget();
    }

    // ---- while there is a ring

    /**
     * Whether a node that was heard is asked to come. It is left out since it does not seem to hear this node; if it hears
     * that, both hear each other, and its join begins the search.
     */
    boolean invites(int node, long now) {
        return hearsay.invites(node, now, settings.mergeNanos());
    }

    /** A join for one node only; this one's ring goes on. */
    Join invitation(int node, Collection<Integer> members, long ringSequence) {
        var known = new TreeSet<Integer>(Integer::compareUnsigned);
        known.addAll(members);
        known.add(node);
        return new Join(self, self, List.copyOf(known), List.of(), ringSequence);
    }

    /** Whether what a node says does not disturb the ring. */
    boolean leavesOut(int node, long now) {
        return hearsay.leavesOut(node, now);
    }

    /** Whether a node is left out for the sake of a member, not because it gave up this node. */
    boolean leavesOutForAnother(int node, long now) {
        return hearsay.leavesOutForAnother(node, now);
    }

    boolean leavesOutAny(long now) {
        return hearsay.leavesOutAny(now);
    }

    /** Who is left out, and for whom; empty if nobody is. */
    String whoIsLeftOut() {
        return hearsay.description();
    }
}
