package org.quorate.totem;

import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.quorate.totem.frame.FrameCodec;

/** What a node believes of the next membership while it gathers. */
final class Candidates {
    private final int self;
    private final SortedSet<Integer> known = nodes();
    private final SortedSet<Integer> failed = nodes();
    private final SortedSet<Integer> agreeing = nodes();
    private final SortedSet<Integer> heard = nodes();

    Candidates(int self) {
        this.self = self;
    }

    /** Starts over from a ring. */
    void reset(Collection<Integer> members) {
        known.clear();
        known.addAll(members);
        failed.clear();
        agreeing.clear();
    }

    /** Nobody but this node has agreed to what it says now. */
    void askAgain() {
        known.add(self);
        agreeing.clear();
        agreeing.add(self);
    }

    /** A search begins: nobody has been heard yet. */
    void search() {
        heard.clear();
    }

    /** It takes part in the search. */
    void hear(int node) {
        add(heard, node);
    }

    /** Who has not agreed to what this node says now. */
    List<Integer> silent() {
        return remaining().stream().filter(node -> !agreeing.contains(node)).toList();
    }

    /** Whether none of these has taken part in the search in any way. */
    boolean haveNotBeenHeard(Collection<Integer> nodes) {
        return nodes.stream().noneMatch(heard::contains);
    }

    boolean knows(int node) {
        return known.contains(node);
    }

    boolean hasFailed(int node) {
        return failed.contains(node);
    }

    void add(int node) {
        add(known, node);
    }

    /** Answers whether one of them was new. */
    boolean addAll(Collection<Integer> nodes) {
        return addAll(known, nodes);
    }

    /** Answers whether it had not failed before. */
    boolean fail(int node) {
        return add(failed, node);
    }

    /** Answers whether one of them had not failed before. */
    boolean failAll(Collection<Integer> nodes) {
        return addAll(failed, nodes);
    }

    /** Gives up all who have not agreed, and answers who they are. */
    List<Integer> failTheSilent() {
        assert agreeing.contains(self) : "a node does not give up on itself";
        var silent = silent();
        failed.addAll(silent);
        return silent;
    }

    /** Whether somebody with these lists believes the same. */
    boolean sameAs(Collection<Integer> otherKnown, Collection<Integer> otherFailed) {
        return known.size() == otherKnown.size()
                && failed.size() == otherFailed.size()
                && known.containsAll(otherKnown)
                && failed.containsAll(otherFailed);
    }

    /** Whether these lists say nothing new. */
    boolean covers(Collection<Integer> otherKnown, Collection<Integer> otherFailed) {
        return known.containsAll(otherKnown) && failed.containsAll(otherFailed);
    }

    /** Whether somebody with these lists knows of more nodes, and differs in nothing else. */
    boolean knowLess(Collection<Integer> otherKnown, Collection<Integer> otherFailed) {
        return otherKnown.size() > known.size()
                && otherKnown.containsAll(known)
                && otherFailed.size() == failed.size()
                && otherFailed.containsAll(failed);
    }

    void agrees(int node) {
        agreeing.add(node);
    }

    /** Whether all who are left have agreed. */
    boolean agreed() {
        for (int node : known) {
            if (!failed.contains(node) && !agreeing.contains(node)) {
                return false;
            }
        }
        return true;
    }

    /** The next membership: known and not failed, ascending. */
    List<Integer> remaining() {
        return known.stream().filter(node -> !failed.contains(node)).toList();
    }

    List<Integer> known() {
        return List.copyOf(known);
    }

    List<Integer> failed() {
        return List.copyOf(failed);
    }

    private static boolean addAll(SortedSet<Integer> nodes, Collection<Integer> more) {
        boolean news = false;
        for (int node : more) {
            news |= add(nodes, node);
        }
        return news;
    }

    /** Joins of nodes that nobody has configured must not make ours larger than a packet. */
    private static boolean add(SortedSet<Integer> nodes, int node) {
        return nodes.size() < FrameCodec.MAX_NODES && nodes.add(node);
    }

    private static SortedSet<Integer> nodes() {
        return new TreeSet<>(Integer::compareUnsigned);
    }
}
