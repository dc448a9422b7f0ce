package org.quorate.totem;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.quorate.totem.frame.FrameCodec;
import org.quorate.totem.frame.Join;

/**
 * What joins tell of who hears whom, and who is left out of a ring for it.
 *
 * <p>Where A and C do not hear each other and B hears both, the paper's rules let B bring C in again and again, and A
 * condemn it. Here B and C remember with the ring that C is left out for A, and do not let each other disturb it. A,
 * which gave up C by itself, because it heard nothing, takes it in as soon as it hears something; so a link that heals
 * is noticed at its own ends. The wire is as ever: a node that does not do so disturbs the ring as it always did.
 */
final class Hearsay {
    /**
     * Who is left out is tried again after that, since two may have condemned each other by joins that were late; each
     * time it was in vain, later.
     */
    private static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(45);

    private static final long LATER_FACTOR = 16;
    private static final long LAST_NANOS = TimeUnit.HOURS.toNanos(2);

    /** Why this node gave up another first. */
    private enum Reason {
        /** It was silent for too long. */
        SILENCE,
        /** It gave up this node. */
        CONDEMNED,
        /** A member gave it up. */
        MEMBER,
        /** It and another gave each other up, and this node took the side of the other. */
        DISAGREED
    }

    private final SortedMap<Integer, List<Integer>> givenUpBy = new TreeMap<>(Integer::compareUnsigned);
    private final Set<Integer> audible = new HashSet<>();
    private final SortedMap<Integer, Reason> reasons = new TreeMap<>(Integer::compareUnsigned);
    private final Map<Integer, Integer> toldBy = new HashMap<>();
    private final SortedMap<Integer, Integer> leftOut = new TreeMap<>(Integer::compareUnsigned);
    private final Map<Integer, Long> invitedAt = new HashMap<>();
    private long patienceNanos = FIRST_NANOS;
    private long leftOutUntil;

    /** The search for members is over; the next begins anew. */
    void forget() {
        givenUpBy.clear();
        audible.clear();
        reasons.clear();
        toldBy.clear();
    }

    /** The latest join of a node is what it believes. */
    void heard(Join join) {
        if (!join.isLeave() && (hasHeard(join.originator()) || givenUpBy.size() < FrameCodec.MAX_NODES)) {
            givenUpBy.put(join.originator(), join.failed());
        }
    }

    /** A node of another ring is there; whether it hears this one is open until it sends a join. */
    void noticed(int node) {
        if (audible.size() < FrameCodec.MAX_NODES) {
            audible.add(node);
        }
    }

    boolean hasHeard(int node) {
        return givenUpBy.containsKey(node);
    }

    /** This node gave them up by itself, after a timeout. */
    void wereSilent(Collection<Integer> nodes) {
        nodes.forEach(node -> gaveUp(node, Reason.SILENCE));
    }

    /** A node was given up since it gave up this one. */
    void wasCondemnedBy(int node) {
        gaveUp(node, Reason.CONDEMNED);
    }

    /** They were given up on the word of a member. */
    void wereCondemnedBy(int member, Collection<Integer> nodes) {
        for (int node : nodes) {
            if (gaveUp(node, Reason.MEMBER)) {
                toldBy.put(node, member);
            }
        }
    }

    /** They were given up since there was no agreement with them. */
    void disagreed(Collection<Integer> nodes) {
        nodes.forEach(node -> gaveUp(node, Reason.DISAGREED));
    }

    /** Answers whether there was no reason before. */
    private boolean gaveUp(int node, Reason reason) {
        return reasons.size() < FrameCodec.MAX_NODES && reasons.putIfAbsent(node, reason) == null;
    }

    /** Whom each of these gave up in its latest join; who has sent none is not among them. */
    SortedMap<Integer, Set<Integer>> givenUpBy(Collection<Integer> nodes) {
        var known = new TreeMap<Integer, Set<Integer>>(Integer::compareUnsigned);
        for (int node : nodes) {
            var failed = givenUpBy.get(node);
            if (failed != null) {
                known.put(node, Set.copyOf(failed));
            }
        }
        return known;
    }

    /**
     * A ring was agreed on: remembers who of the others is heard here and not wanted there. A minority that left out
     * others for the sake of a member may have taken the wrong side, and tries again.
     */
    void settle(List<Integer> known, List<Integer> members, long now) {
        var before = Set.copyOf(leftOut.keySet());
        leftOut.clear();
        invitedAt.clear();
        boolean majority = members.size() * 2 > known.size();
        for (int node : known) {
            if (!members.contains(node)) {
                because(node, members, majority).ifPresent(by -> leftOut.put(node, by));
            }
        }
        if (leftOut.isEmpty()) {
            patienceNanos = FIRST_NANOS;
        } else if (now >= leftOutUntil && leftOut.keySet().stream().anyMatch(before::contains)) {
            patienceNanos = Math.min(patienceNanos * LATER_FACTOR, LAST_NANOS);
        }
        leftOutUntil = now + patienceNanos;
    }

    private Optional<Integer> because(int node, List<Integer> members, boolean majority) {
        return switch (reasons.getOrDefault(node, Reason.SILENCE)) {
            case SILENCE -> audible.contains(node) && !hasHeard(node) ? Optional.of(node) : Optional.empty();
            case CONDEMNED, DISAGREED -> Optional.of(node);
            case MEMBER -> {
                int member = toldBy.getOrDefault(node, node);
                yield majority ? Optional.of(members.contains(member) ? member : node) : Optional.empty();
            }
        };
    }

    /** Whether a node is left out: what it says does not disturb the ring. */
    boolean leavesOut(int node, long now) {
        return leftOut.containsKey(node) && now < leftOutUntil;
    }

    /** Whether a node is left out for the sake of a member, not because it gave up this node. */
    boolean leavesOutForAnother(int node, long now) {
        return leavesOut(node, now) && !Integer.valueOf(node).equals(leftOut.get(node));
    }

    /** Whether a node is left out on this node's own account, and was not asked to come for a while. */
    boolean invites(int node, long now, long pauseNanos) {
        if (!leavesOut(node, now) || leavesOutForAnother(node, now)) {
            return false;
        }
        var last = invitedAt.get(node);
        if (last != null && now - last < pauseNanos) {
            return false;
        }
        invitedAt.put(node, now);
        return true;
    }

    boolean leavesOutAny(long now) {
        return !leftOut.isEmpty() && now < leftOutUntil;
    }

    /** Who is left out, and for whom; empty if nobody is. */
    String description() {
        var text = new StringBuilder();
        leftOut.forEach((node, by) -> text.append(text.isEmpty() ? "; left out: node " : ", node ")
                .append(Integer.toUnsignedString(node))
                .append(by.equals(node) ? ", which does not agree with this one" : ", which does not hear node ")
                .append(by.equals(node) ? "" : Integer.toUnsignedString(by)));
        return text.toString();
    }
}
