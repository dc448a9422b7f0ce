package org.quorate.quorum.votes;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.quorate.quorum.votes.VoteMessage.NodeInfo;

/** The other members of the ring, and what each of them has told. */
final class Roster {
    /** One member. Its expected votes are absent once all have agreed on those of this node. */
    private record Member(int votes, OptionalInt expectedVotes, Set<NodeFlag> flags) {
        boolean has(NodeFlag flag) {
            return flags.contains(flag);
        }
    }

    private final int self;
    private final SortedMap<Integer, Member> told = new TreeMap<>(Integer::compareUnsigned);
    private List<Integer> ring = List.of();

    Roster(int self) {
        this.self = self;
    }

    /** Whoever was not with this node all the time has to tell again. */
    void begin(List<Integer> transitional, List<Integer> members) {
        ring = members;
        told.keySet().retainAll(transitional);
        told.keySet().retainAll(members);
    }

    boolean isRing() {
        return !ring.isEmpty();
    }

    boolean isAlone() {
        return ring.size() <= 1;
    }

    boolean contains(int node) {
        return ring.contains(node);
    }

    void tell(NodeInfo info) {
        told.put(info.nodeId(), new Member(info.votes(), OptionalInt.of(info.expectedVotes()), info.flags()));
    }

    /** Another member's votes were changed for it. */
    void revote(int node, int votes) {
        told.computeIfPresent(node, (_, member) -> new Member(votes, member.expectedVotes, member.flags));
    }

    /** From now on all members expect what this node does. */
    void agreeOnExpectedVotes() {
        told.replaceAll((_, member) -> new Member(member.votes, OptionalInt.empty(), member.flags));
    }

    /** Members that count with their votes, this node included: those that have told, and are not leaving. */
    NavigableMap<Integer, Integer> votes(int ownVotes) {
        var votes = new TreeMap<Integer, Integer>(Integer::compareUnsigned);
        votes.put(self, ownVotes);
        told.forEach((node, member) -> {
            if (!member.has(NodeFlag.LEAVING)) {
                votes.put(node, member.votes);
            }
        });
        return votes;
    }

    /** The highest expectation there is among this node and the members that were quorate when they told. */
    int highestExpected(int ownExpected) {
        return highest(ownExpected, told.values().stream().filter(member -> member.has(NodeFlag.QUORATE)));
    }

    /** The highest expectation of all members, quorate or not. */
    int highestOfAll(int ownExpected) {
        return highest(ownExpected, told.values().stream());
    }

    private static int highest(int ownExpected, Stream<Member> members) {
        return members.mapToInt(member -> member.expectedVotes.orElse(ownExpected))
                .reduce(ownExpected, Math::max);
    }

    /** Whether one of these has the vote of a quorum device that wins by it. */
    boolean masterWins(Collection<Integer> nodes) {
        return told.entrySet().stream()
                .filter(entry -> nodes.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .anyMatch(member -> member.has(NodeFlag.MASTER_WINS)
                        && member.has(NodeFlag.DEVICE_ALIVE)
                        && member.has(NodeFlag.DEVICE_CASTS_VOTE));
    }

    boolean isQuorate(int node) {
        return has(node, NodeFlag.QUORATE);
    }

    boolean isLeaving(int node) {
        return has(node, NodeFlag.LEAVING);
    }

    private boolean has(int node, NodeFlag flag) {
        var member = told.get(node);
        return member != null && member.has(flag);
    }

    boolean hasDevice() {
        return told.values().stream().anyMatch(member -> member.has(NodeFlag.DEVICE_REGISTERED));
    }
}
