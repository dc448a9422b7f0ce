package org.quorate.quorum.votes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.quorate.quorum.votes.VoteCount.Verdict;
import org.quorate.quorum.votes.VoteEffect.ArmWindow;
import org.quorate.quorum.votes.VoteEffect.DisarmWindow;
import org.quorate.quorum.votes.VoteEffect.Persist;
import org.quorate.quorum.votes.VoteEffect.Publish;
import org.quorate.quorum.votes.VoteEffect.Refuse;
import org.quorate.quorum.votes.VoteEffect.Send;
import org.quorate.quorum.votes.VoteEvent.Attached;
import org.quorate.quorum.votes.VoteEvent.Detaching;
import org.quorate.quorum.votes.VoteEvent.ExpectVotesRequested;
import org.quorate.quorum.votes.VoteEvent.Received;
import org.quorate.quorum.votes.VoteEvent.RulesChanged;
import org.quorate.quorum.votes.VoteEvent.SyncAborted;
import org.quorate.quorum.votes.VoteEvent.SyncActivated;
import org.quorate.quorum.votes.VoteEvent.SyncBegan;
import org.quorate.quorum.votes.VoteEvent.SyncTurn;
import org.quorate.quorum.votes.VoteEvent.VotesRequested;
import org.quorate.quorum.votes.VoteEvent.WindowExpired;
import org.quorate.quorum.votes.VoteMessage.DeviceRegistration;
import org.quorate.quorum.votes.VoteMessage.DeviceRenamed;
import org.quorate.quorum.votes.VoteMessage.NodeInfo;
import org.quorate.quorum.votes.VoteMessage.Parameter;
import org.quorate.quorum.votes.VoteMessage.Reconfigure;

/**
 * One node's count of the votes of its ring, by the rules of {@code votequorum(5)}. No threads, files, network or
 * clock: the same events give the same effects.
 *
 * <p>A ring is counted once all members have told what they bring, never halfway. A node says that it is quorate only
 * if those who stayed with it since the last count still are, without newcomers: {@code wait_for_all} and {@code
 * auto_tie_breaker} rest on nobody counting as quorate who has lost it in between.
 */
public final class VoteQuorum {
    private final Roster roster;
    private VoteRules rules;
    private VoteCount count;
    private final NavigableMap<Integer, Integer> survivors = new TreeMap<>(Integer::compareUnsigned);

    private int ownVotes;
    private int expectedVotes;
    private int floorVotes;
    private int trackedVotes;
    private int quorum;
    private int deviceVotes;
    private Optional<String> deviceName = Optional.empty();

    private boolean neverSawAnother = true;
    private boolean waitingForAll;
    private boolean windowOpen;
    private boolean toldQuorate;

    private boolean synchronising;
    private boolean continuing;
    private boolean adopted;
    private int leavingVotes;
    private boolean quorumMayDecrease;

    /**
     * A node that was in no ring yet.
     *
     * @param storedExpected what {@link Persist} stored last, 0 if nothing
     */
    public VoteQuorum(VoteRules rules, int storedExpected) {
        this.rules = rules;
        roster = new Roster(rules.localNodeId());
        ownVotes = rules.localVotes();
        floorVotes = rules.floorVotes();
        trackedVotes = rules.tracking() ? Math.max(floorVotes, storedExpected) : 0;
        expectedVotes = Math.max(rules.expectedVotes(), trackedVotes);
        deviceVotes = rules.deviceVotes();
        waitingForAll = rules.waitForAll();
        count = count(Verdict.NO_RING, expectedVotes, new TreeMap<>());
    }

    /** The count at this moment. */
    public VoteCount count() {
        return count;
    }

    /** Applies one event and answers what the host must do now, in this order. */
    public List<VoteEffect> on(VoteEvent event) {
        var effects = new ArrayList<VoteEffect>();
        switch (event) {
            case Attached() -> tell(effects);
            case Detaching() -> sayGoodbye(effects);
            case SyncBegan(var transitional, var members) -> begin(transitional, members);
            case SyncTurn() -> tellAll(effects);
            case SyncActivated() -> activate(effects);
            case SyncAborted() -> {} // what was counted last stands until a ring gets so far
            case Received(int sender, var message) -> received(sender, message, effects);
            case WindowExpired() -> closeWindow(effects);
            case ExpectVotesRequested(int votes) -> request(votes, effects);
            case VotesRequested(int node, int votes) -> request(node, votes, effects);
            case RulesChanged(var next) -> change(next, effects);
        }
        return effects;
    }

    // ---- rings

    private void begin(List<Integer> transitional, List<Integer> members) {
        assert members.contains(rules.localNodeId()) : "a node is a member of its own ring";
        synchronising = true;
        adopted = false;
        roster.begin(transitional, members);
        survivors.keySet().retainAll(transitional);
        if (!roster.isAlone()) {
            neverSawAnother = false;
        }
        continuing = count.quorate() && survivorsAreQuorate();
        if (count.quorate() && !continuing) {
            waitingForAll = rules.waitForAll();
        }
    }

    private boolean survivorsAreQuorate() {
        int votes = sum(survivors.values());
        int highest = count.highestExpected();
        return votes >= VoteArithmetic.quorum(rules.twoNode(), survivors.size(), highest, votes, quorum)
                || survivorsWinTie(highest)
                || roster.masterWins(survivors.keySet());
    }

    private boolean survivorsWinTie(int highestExpected) {
        if (rules.tieBreaker().isEmpty() || !count.quorate()) {
            return false; // a tie keeps a quorum, it does not make one
        }
        if (highestExpected % 2 != 0 && !rules.waitForAll()) {
            return false; // the greater part would come back, and not wait
        }
        var decisive = rules.tieBreaker().get().decisive(count.members().navigableKeySet());
        int votes = sum(survivors.values());
        return decisive.isPresent()
                && survivors.containsKey(decisive.getAsInt())
                && VoteArithmetic.isTie(votes, count.totalVotes() - votes, highestExpected);
    }

    private void activate(List<VoteEffect> effects) {
        synchronising = false;
        recount(true, effects);
    }

    // ---- counting

    private void recount(boolean ofNewRing, List<VoteEffect> effects) {
        var present = roster.votes(ownVotes);
        survivors.keySet().retainAll(present.keySet());
        boolean departed = survivors.size() < count.members().size();
        int total = sum(present.values());
        if (leavingVotes > 0 && count.quorate()) {
            agreeOn(Math.max(floorVotes, expectedVotes - leavingVotes));
        }
        raiseTo(total + uncastDeviceVotes(), effects);
        int highest = roster.highestExpected(expectedVotes);
        quorum = VoteArithmetic.quorum(rules.twoNode(), present.size(), highest, total, quorumMayDecrease ? 0 : quorum);
        var next = count(verdict(total, highest, present), highest, present);
        waitingForAll = rules.waitForAll() && !next.quorate();
        leavingVotes = 0;
        adopted = false;
        quorumMayDecrease = false;
        boolean news = ofNewRing || !next.equals(count);
        count = next;
        survivors.clear();
        survivors.putAll(present);
        if (news) {
            effects.add(new Publish(count));
        }
        announce(effects);
        window(departed, effects);
    }

    private Verdict verdict(int total, int highestExpected, NavigableMap<Integer, Integer> present) {
        Verdict byVotes;
        if (total >= quorum) {
            byVotes = Verdict.ENOUGH_VOTES;
        } else if (total == highestExpected / 2 && survivorsWinTie(highestExpected)) {
            byVotes = Verdict.TIE_BREAKER;
        } else if (roster.masterWins(present.keySet())) {
            byVotes = Verdict.MASTER_WINS;
        } else {
            return Verdict.TOO_FEW_VOTES;
        }
        return waitingForAll && total < allVotes() ? Verdict.WAITING_FOR_ALL : byVotes;
    }

    /** All that any member knows of, and not what last_man_standing has made of it: the others may have gone on, too. */
    private int allVotes() {
        return Math.max(floorVotes, roster.highestOfAll(expectedVotes));
    }

    private VoteCount count(Verdict verdict, int highestExpected, NavigableMap<Integer, Integer> members) {
        return new VoteCount(
                verdict,
                expectedVotes,
                highestExpected,
                sum(members.values()),
                verdict == Verdict.NO_RING ? VoteArithmetic.majority(highestExpected) : quorum,
                VoteCount.features(rules),
                members);
    }

    /** Votes of a device that someone has; this node has none, so they are expected, but not there. */
    private int uncastDeviceVotes() {
        return rules.deviceVotes() > 0 || roster.hasDevice() ? deviceVotes : 0;
    }

    private void agreeOn(int expected) {
        expectedVotes = Math.max(1, expected);
        roster.agreeOnExpectedVotes();
        quorumMayDecrease = true;
    }

    /** More votes than expected are expected from now on; what an operator expects is not remembered. */
    private void raiseTo(int votes, List<VoteEffect> effects) {
        if (votes > expectedVotes) {
            expectedVotes = votes;
            if (rules.tracking() && votes > trackedVotes) {
                trackedVotes = votes;
                effects.add(new Persist(votes));
            }
        }
    }

    /** Lets members know that heard of an inquorate node when they counted, and count otherwise than this one. */
    private void announce(List<VoteEffect> effects) {
        if (count.quorate() && !toldQuorate && !roster.isAlone()) {
            tell(effects);
        }
    }

    private boolean isQuorate() {
        return synchronising ? continuing : count.quorate();
    }

    private static int sum(Collection<Integer> votes) {
        return votes.stream().mapToInt(Integer::intValue).sum();
    }

    // ---- last_man_standing

    private void window(boolean departed, List<VoteEffect> effects) {
        if (departed && rules.lastManStanding() && count.quorate()) {
            windowOpen = true;
            effects.add(new ArmWindow(rules.windowMillis()));
        } else if (windowOpen && !count.quorate()) {
            windowOpen = false;
            effects.add(new DisarmWindow());
        }
    }

    private void closeWindow(List<VoteEffect> effects) {
        if (!windowOpen) {
            return;
        }
        if (synchronising) {
            effects.add(new ArmWindow(rules.windowMillis())); // who is left is not known yet
            return;
        }
        windowOpen = false;
        agreeOn(count.totalVotes());
        recount(false, effects);
    }

    // ---- messages

    private void tell(List<VoteEffect> effects) {
        toldQuorate = isQuorate();
        effects.add(new Send(new NodeInfo(rules.localNodeId(), ownVotes, expectedVotes, flags())));
    }

    private void tellAll(List<VoteEffect> effects) {
        tell(effects);
        effects.add(new Send(new NodeInfo(NodeInfo.DEVICE, deviceVotes, 0, EnumSet.noneOf(NodeFlag.class))));
        deviceName.ifPresent(name -> effects.add(new Send(new DeviceRegistration(true, name))));
    }

    private void sayGoodbye(List<VoteEffect> effects) {
        if (rules.allowDownscale() && roster.isRing()) {
            var flags = flags();
            flags.add(NodeFlag.LEAVING);
            effects.add(new Send(new NodeInfo(rules.localNodeId(), ownVotes, expectedVotes, flags)));
        }
    }

    private EnumSet<NodeFlag> flags() {
        var flags = EnumSet.noneOf(NodeFlag.class);
        if (isQuorate()) {
            flags.add(NodeFlag.QUORATE);
        }
        if (waitingForAll) {
            flags.add(NodeFlag.WAITING_FOR_ALL);
        }
        if (neverSawAnother) {
            flags.add(NodeFlag.FIRST);
        }
        return flags;
    }

    private void received(int sender, VoteMessage message, List<VoteEffect> effects) {
        if (!roster.contains(sender)) {
            return; // of a node that has left, or before the first ring
        }
        switch (message) {
            case NodeInfo info when info.nodeId() == NodeInfo.DEVICE -> deviceVotes(sender, info.votes());
            case NodeInfo info when info.nodeId() == sender -> nodeInfo(info);
            case NodeInfo _ -> {} // nobody speaks for another node
            case Reconfigure change -> reconfigure(change);
            case DeviceRegistration(boolean registered, var name) -> deviceRegistration(registered, name);
            case DeviceRenamed(var from, var to) -> deviceName = deviceName.map(name -> name.equals(from) ? to : name);
        }
        if (!synchronising) {
            recount(false, effects);
        }
    }

    private void nodeInfo(NodeInfo info) {
        if (info.nodeId() == rules.localNodeId()) {
            return;
        }
        if (info.has(NodeFlag.QUORATE) && !isQuorate()) {
            int expected = Math.max(1, info.expectedVotes());
            expectedVotes = adopted ? Math.max(expectedVotes, expected) : expected;
            adopted = true;
            quorumMayDecrease = true;
            waitingForAll = false;
        }
        if (rules.allowDownscale() && info.has(NodeFlag.LEAVING) && !roster.isLeaving(info.nodeId())) {
            leavingVotes += info.votes();
        }
        roster.tell(info);
    }

    private void reconfigure(Reconfigure change) {
        switch (change.parameter()) {
            case EXPECTED_VOTES -> {
                floorVotes = change.value();
                agreeOn(Math.max(change.value(), trackedVotes));
            }
            case NODE_VOTES -> {
                if (change.nodeId() == rules.localNodeId()) {
                    ownVotes = change.value();
                } else {
                    roster.revote(change.nodeId(), change.value());
                }
            }
            case CANCEL_WAIT_FOR_ALL -> waitingForAll = false;
        }
    }

    private void deviceVotes(int sender, int votes) {
        deviceVotes = !isQuorate() && roster.isQuorate(sender) ? votes : Math.max(deviceVotes, votes);
    }

    private void deviceRegistration(boolean registered, String name) {
        if (registered) {
            deviceName = deviceName.or(() -> Optional.of(name));
        } else if (!roster.hasDevice()) {
            deviceName = Optional.empty();
        }
    }

    // ---- changes

    private void request(int votes, List<VoteEffect> effects) {
        if (synchronising || count.verdict() == Verdict.NO_RING) {
            effects.add(new Refuse("expected votes " + votes + ": the ring is being formed; try again"));
            return;
        }
        if (votes > VoteRules.MAX_EXPECTED_VOTES) {
            effects.add(new Refuse("expected votes " + votes + ": must be at most " + VoteRules.MAX_EXPECTED_VOTES));
            return;
        }
        if (votes < trackedVotes) {
            effects.add(
                    new Refuse("expected votes " + votes + ": expected_votes_tracking keeps them at " + trackedVotes));
            return;
        }
        int present = count.totalVotes();
        int needed = VoteArithmetic.quorum(
                rules.twoNode(), count.members().size(), Math.max(votes, present + uncastDeviceVotes()), present, 0);
        var refusal = VoteArithmetic.refusal(votes, present, count.quorate(), needed);
        if (refusal.isPresent()) {
            effects.add(new Refuse(refusal.get()));
        } else {
            effects.add(new Send(new Reconfigure(rules.localNodeId(), votes, Parameter.EXPECTED_VOTES)));
        }
    }

    private void request(int node, int votes, List<VoteEffect> effects) {
        if (synchronising || count.verdict() == Verdict.NO_RING) {
            effects.add(new Refuse("votes " + votes + ": the ring is being formed; try again"));
            return;
        }
        var id = Integer.toUnsignedString(node);
        var before = count.members().get(node);
        if (before == null) {
            effects.add(new Refuse("votes " + votes + ": node " + id + " is no member of the ring"));
        } else if (votes > VoteRules.MAX_VOTES) {
            effects.add(new Refuse("votes " + votes + ": must be at most " + VoteRules.MAX_VOTES));
        } else if (count.quorate() && count.totalVotes() - before + votes < count.quorum()) {
            effects.add(new Refuse("votes " + votes + ": the ring would have " + (count.totalVotes() - before + votes)
                    + " votes and lose its quorum of " + count.quorum()));
        } else {
            effects.add(new Send(new Reconfigure(node, votes, Parameter.NODE_VOTES)));
        }
    }

    private void change(VoteRules next, List<VoteEffect> effects) {
        var before = rules;
        rules = rules.changedBy(next);
        deviceVotes = rules.deviceVotes();
        if (rules.waitForAll() != before.waitForAll()) {
            waitingForAll = rules.waitForAll() && !count.quorate();
        }
        boolean votes = rules.localVotes() != before.localVotes();
        boolean expected =
                rules.expectedVotes() != before.expectedVotes() || rules.deviceVotes() != before.deviceVotes();
        // In force when delivered: at the same place in the order on all nodes.
        if (votes || expected) {
            effects.add(
                    new Send(new NodeInfo(rules.localNodeId(), rules.localVotes(), rules.expectedVotes(), flags())));
        }
        if (votes) {
            effects.add(new Send(new Reconfigure(rules.localNodeId(), rules.localVotes(), Parameter.NODE_VOTES)));
        }
        if (expected) {
            effects.add(
                    new Send(new Reconfigure(rules.localNodeId(), rules.expectedVotes(), Parameter.EXPECTED_VOTES)));
        }
        if (!synchronising && roster.isRing()) {
            recount(false, effects);
        }
    }
}
