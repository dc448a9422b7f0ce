package org.quorate.clusterfs.replica;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.quorate.clusterfs.tree.Applied;
import org.quorate.clusterfs.tree.Change;
import org.quorate.clusterfs.tree.DamagedTreeException;
import org.quorate.clusterfs.tree.Entry;
import org.quorate.clusterfs.tree.Errno;
import org.quorate.clusterfs.tree.MalformedException;
import org.quorate.clusterfs.tree.Paths;
import org.quorate.clusterfs.tree.Tree;
import org.quorate.clusterfs.wire.Epoch;
import org.quorate.clusterfs.wire.Frame;
import org.quorate.clusterfs.wire.FrameCodec;
import org.quorate.clusterfs.wire.Operation;
import org.quorate.clusterfs.wire.OperationCodec;

/**
 * One node's replica of the tree.
 *
 * <p>After each change of the membership the lowest node begins a round: all members send the index of their tree, all
 * find the same leader, and the leader sends what the others lack. Changes that are delivered meanwhile wait; each
 * member makes them in the same order. Two gaps of the original are closed in ways that it understands. A member that
 * has the leader's tree waits with all changes until the others have it, too, where the original goes on: there a change
 * of a member that is not synced can come at another place in the order, and a change can be acknowledged that none
 * but its sender has. And a member that sends no state is left behind, see {@link StateRound}.
 */
public final class Replica {
    /** Most bytes of changes that wait for a synchronisation. Beyond it, taking over a whole tree costs less. */
    static final long MAX_WAITING_BYTES = 64L << 20;

    private static final long SYNC_NANOS = StateRound.PATIENCE_SECONDS * 1_000_000_000L;

    private static final long COMPANY_NANOS = 5_000_000_000L;

    private final WaitingChanges waiting = new WaitingChanges(true);
    private final WaitingChanges afterUpdate = new WaitingChanges(false);
    private final Verification verification = new Verification();
    private final LockTimers locks;
    private final TreeSet<Member> members = new TreeSet<>();
    private final Set<Member> synced = new HashSet<>();
    private Tree tree;
    private Phase phase = new Phase.Left("not started");
    private Member self = new Member(0, 0);
    private boolean quorate;
    private int epochs;
    private Epoch epoch = new Epoch(0, 0, 0, 0);
    private long timers;
    private long syncTimer;
    private long verifyTimer;

    /** A replica with the tree that this node has stored, outside the group. */
    public Replica(Tree tree, Moment now) {
        this.tree = tree;
        this.locks = new LockTimers(tree, now.nanos());
    }

    /** The tree as it is. */
    public Tree tree() {
        return tree;
    }

    /** Where the replica is. */
    public Mode mode() {
        return phase.mode();
    }

    /** Where the replica is and what it waits for, in words. */
    public String text() {
        return phase.text();
    }

    /** This process in the group. */
    public Member self() {
        return self;
    }

    /** The members of the group, ascending. */
    public List<Member> members() {
        return List.copyOf(members);
    }

    /** The locks of the tree, each with its age. */
    public List<LockAge> locks(Moment now) {
        var folder = tree.find("priv/lock");
        return folder == null
                ? List.of()
                : tree.children(folder.inode()).stream()
                        .filter(Entry::isDirectory)
                        .map(lock -> new LockAge(lock, locks.ageNanos(lock, now.nanos())))
                        .toList();
    }

    /** Applies one event and answers what the host must do now, in this order. */
    public List<ReplicaEffect> on(ReplicaEvent event, Moment now) {
        var effects = new Effects(now);
        switch (event) {
            case ReplicaEvent.Joining(var me) -> joining(me, effects);
            case ReplicaEvent.MembershipChanged changed -> membershipChanged(changed, effects);
            case ReplicaEvent.Delivered(var sender, var message) -> delivered(sender, message, effects);
            case ReplicaEvent.Expelled(var why) -> expelled(why, effects);
            case ReplicaEvent.QuorumChanged(boolean enough) -> quorumChanged(enough, effects);
            case ReplicaEvent.TimerExpired(var timer, long token) -> expired(timer, token, effects);
        }
        return effects.inOrder();
    }

    private void joining(Member me, Effects effects) {
        self = me;
        members.clear();
        synced.clear();
        waiting.take();
        afterUpdate.take();
        move(new Phase.Start(), "joins as " + me, effects);
    }

    private void expelled(String why, Effects effects) {
        if (!(phase instanceof Phase.Left)) {
            leave(why, effects);
        }
    }

    private void membershipChanged(ReplicaEvent.MembershipChanged changed, Effects effects) {
        boolean member = changed.members().contains(self);
        if (phase instanceof Phase.Left || phase instanceof Phase.Start && !member) {
            return; // of a membership that is over, or not begun
        }
        epoch = nextEpoch(effects);
        verification.forget();
        for (var change : afterUpdate.take()) {
            // An original that was synced has made it, and no other member has.
            drop(change.sender(), change.frame(), Errno.EBUSY, effects);
        }
        members.clear();
        members.addAll(changed.members());
        synced.clear();
        if (!member) {
            leave("the group went on without this node", effects);
            return;
        }
        var why = members.stream().map(Member::toString).collect(Collectors.joining(", ", "members ", ""));
        if (members.size() == 1) {
            synced.add(self);
            becomeSynced(why, effects);
            return;
        }
        if (!changed.joined().isEmpty()) {
            sendAgain(effects);
        }
        move(new Phase.StartSync(new StateRound(List.copyOf(members))), why, effects);
        if (isLowest()) {
            effects.add(new ReplicaEffect.Send(new Frame.SyncStart(effects.now().seconds(), epoch)));
        }
        armSync(effects);
    }

    /** With quorum mostly come members, and with them a round; if none come, only leaving begins one. */
    private void quorumChanged(boolean enough, Effects effects) {
        quorate = enough;
        if (enough && phase instanceof Phase.Behind) {
            armSync(COMPANY_NANOS, effects);
        }
    }

    /** Who is new has not seen the changes that wait; so each sender sends its own once more, and all forget them. */
    private void sendAgain(Effects effects) {
        for (var change : waiting.take()) {
            if (change.sender().equals(self)) {
                effects.add(new ReplicaEffect.Send(change.frame()));
            }
        }
    }

    private void delivered(Member sender, ByteBuffer message, Effects effects) {
        if (phase instanceof Phase.Left || phase instanceof Phase.Start) {
            return; // not a member
        }
        if (!members.contains(sender)) {
            leave("a message came from " + sender + ", which is not a member", effects);
            return;
        }
        Frame frame;
        try {
            frame = FrameCodec.decode(message);
        } catch (MalformedException e) {
            if (FrameCodec.isNormal(message)) {
                leave("a change of " + sender + " cannot be read: " + e.getMessage(), effects);
            } else {
                effects.add(new ReplicaEffect.Report("message of " + sender + " passed over: " + e.getMessage()));
            }
            return;
        }
        switch (frame) {
            case Frame.Normal normal -> change(sender, normal, effects);
            case Frame.Foreign(int protocol) -> foreign(sender, protocol, effects);
            case Frame.SyncStart start -> syncStart(sender, start, effects);
            case Frame.State state -> state(sender, state, effects);
            case Frame.Update update -> update(sender, update, effects);
            case Frame.UpdateComplete complete -> updateComplete(sender, complete, effects);
            case Frame.VerifyRequest request -> verifyRequest(sender, request, effects);
            case Frame.Verify verify -> verify(sender, verify, effects);
        }
    }

    private void foreign(Member sender, int protocol, Effects effects) {
        var version = "protocol version " + Integer.toUnsignedString(protocol);
        if (Integer.compareUnsigned(protocol, Frame.PROTOCOL) < 0) {
            effects.add(new ReplicaEffect.Report("message of " + sender + " passed over: " + version + " is too old"));
            return;
        }
        var why = sender + " speaks " + version + ", this node " + Frame.PROTOCOL + "; update this node";
        move(new Phase.Left(why), why, effects);
        effects.add(new ReplicaEffect.Leave(why, true));
    }

    private void change(Member sender, Frame.Normal frame, Effects effects) {
        switch (phase) {
            case Phase.Synced _ when synced.contains(sender) -> make(sender, frame, effects);
            case Phase.Updating _ when synced.contains(sender) -> hold(afterUpdate, sender, frame, effects);
            case Phase.Synced _, Phase.Updating _, Phase.StartSync _ -> hold(waiting, sender, frame, effects);
            case Phase.Behind _ -> drop(sender, frame, Errno.EACCES, effects);
            case Phase.Start _, Phase.Left _ -> {} // not a member
        }
    }

    private void hold(WaitingChanges queue, Member sender, Frame.Normal frame, Effects effects) {
        queue.add(sender, frame);
        if (waiting.bytes() + afterUpdate.bytes() > MAX_WAITING_BYTES) {
            leave("too many changes wait for the synchronisation", effects);
        }
    }

    private void make(Member sender, Frame.Normal frame, Effects effects) {
        if (!quorate) {
            drop(sender, frame, Errno.EACCES, effects);
            move(new Phase.Behind(), "a change of " + sender + " came without quorum", effects);
            return;
        }
        Operation operation;
        try {
            operation = OperationCodec.decode(frame);
        } catch (MalformedException e) {
            // It may be clear to the others, who then have another tree.
            leave("a change of " + sender + " cannot be read: " + e.getMessage(), effects);
            return;
        }
        switch (operation) {
            case Operation.Make(var change) -> {
                var applied = tree.apply(change, sender.nodeId(), frame.timeSeconds());
                tree = applied.after();
                timeLocks(applied, effects.now());
                effects.add(new ReplicaEffect.Made(sender.equals(self), frame.count(), applied));
            }
            case Operation.RequestUnlock(var checksum, var path) -> unlockRequested(checksum, path, effects);
        }
    }

    private void drop(Member sender, Frame.Normal frame, Errno error, Effects effects) {
        if (sender.equals(self)) {
            effects.add(new ReplicaEffect.Dropped(frame.count(), error));
        }
    }

    private void timeLocks(Applied applied, Moment now) {
        applied.removed().forEach(locks::removed);
        applied.put().forEach(entry -> locks.changed(entry, now.nanos()));
    }

    private void unlockRequested(byte[] checksum, String path, Effects effects) {
        var lock = tree.find(path);
        if (lock != null
                && Paths.isLock(lock.path())
                && isLowest()
                && locks.isExpired(lock, effects.now().nanos())
                && MessageDigest.isEqual(lock.checksum(), checksum)) {
            effects.add(new ReplicaEffect.Submit(new Operation.Make(new Change.Unlock(checksum, lock.path()))));
        }
    }

    private void syncStart(Member sender, Frame.SyncStart start, Effects effects) {
        if (!(phase instanceof Phase.StartSync(var round))) {
            return; // the round is over here
        }
        if (sender.nodeId() != members.first().nodeId()) {
            effects.add(new ReplicaEffect.Report("synchronisation begun by " + sender + ", not by the lowest node"));
        }
        round.begin(start.epoch());
        epoch = start.epoch();
        if (!round.silent().isEmpty()) {
            effects.add(new ReplicaEffect.Report(
                    "synchronisation goes on without " + round.silent() + ", which sent no state; look there"));
        }
        var state = new Frame.State(effects.now().seconds(), epoch, tree.index().bytes());
        effects.add(new ReplicaEffect.Send(state));
        armSync(effects);
    }

    private void state(Member sender, Frame.State state, Effects effects) {
        if (!(phase instanceof Phase.StartSync(var round)) || !state.epoch().equals(round.epoch())) {
            return; // of another round
        }
        round.add(sender, state.index());
        if (round.isComplete()) {
            decide(round, effects);
        }
    }

    private void decide(StateRound round, Effects effects) {
        if (!round.states().containsKey(self)) {
            leave("the others went on without waiting for this node's state", effects);
            return;
        }
        Verdict verdict;
        try {
            verdict = Verdict.of(round.states());
        } catch (MalformedException e) {
            leave("no member sent a readable state", effects);
            return;
        }
        for (var member : verdict.unreadable()) {
            effects.add(new ReplicaEffect.Report("state of " + member + " cannot be read"));
        }
        synced.addAll(verdict.synced());
        if (synced.containsAll(round.states().keySet())) {
            becomeSynced("all have version " + tree.version(), effects);
            return;
        }
        for (var change : waiting.take()) {
            (synced.contains(change.sender()) ? afterUpdate : waiting).add(change);
        }
        var why = verdict.leader() + " has version " + verdict.index().version() + ", this node " + tree.version();
        move(new Phase.Updating(new UpdateRound(verdict.leader(), verdict.index())), why, effects);
        armSync(effects);
        if (verdict.leader().equals(self)) {
            sendUpdates(verdict.lacking(), effects);
        }
    }

    private void sendUpdates(List<Long> lacking, Effects effects) {
        int seconds = effects.now().seconds();
        for (long inode : lacking) {
            var entry = Objects.requireNonNull(tree.entry(inode), "the leader has what its own index names");
            effects.add(new ReplicaEffect.Send(new Frame.Update(seconds, epoch, entry)));
        }
        effects.add(new ReplicaEffect.Send(new Frame.UpdateComplete(seconds, epoch)));
    }

    private void update(Member sender, Frame.Update update, Effects effects) {
        if (!(phase instanceof Phase.Updating(var round))
                || !update.epoch().equals(epoch)
                || !sender.equals(round.leader())) {
            return; // for others, or of another round
        }
        if (!synced.contains(self) && !round.add(update.entry())) {
            effects.add(new ReplicaEffect.Report("update of " + sender + " passed over: not in its index"));
        }
        armSync(effects);
    }

    private void updateComplete(Member sender, Frame.UpdateComplete complete, Effects effects) {
        if (!complete.epoch().equals(epoch)) {
            return; // of another round
        }
        switch (phase) {
            case Phase.Updating(var round) when sender.equals(round.leader()) -> takeOver(round, effects);
            case Phase.Synced _ -> {
                synced.addAll(members);
                makeWaiting(effects);
            }
            case Phase.Updating _,
                    Phase.StartSync _,
                    Phase.Behind _,
                    Phase.Start _,
                    Phase.Left _ -> {} // not for this node
        }
    }

    private void takeOver(UpdateRound round, Effects effects) {
        if (synced.contains(self)) {
            synced.addAll(members);
            becomeSynced("the others took over version " + tree.version(), effects);
            return;
        }
        ReplicaEffect.Replaced replaced;
        try {
            replaced = round.finish(tree);
        } catch (DamagedTreeException e) {
            leave("the tree of " + round.leader() + " cannot be taken over: " + e.getMessage(), effects);
            return;
        }
        tree = replaced.after();
        locks.rebuild(tree, effects.now().nanos());
        effects.add(replaced);
        synced.addAll(members);
        becomeSynced("took over version " + tree.version() + " of " + round.leader(), effects);
    }

    private void becomeSynced(String why, Effects effects) {
        move(new Phase.Synced(), why, effects);
        syncTimer = 0;
        if (isLowest() && members.size() > 1) {
            armVerify(effects);
        }
        for (var change : afterUpdate.take()) {
            change(change.sender(), change.frame(), effects);
        }
        makeWaiting(effects);
    }

    private void makeWaiting(Effects effects) {
        for (var change : waiting.take()) {
            if (members.contains(change.sender())) { // nobody makes the changes of one that is gone
                change(change.sender(), change.frame(), effects);
            }
        }
    }

    private void verifyRequest(Member sender, Frame.VerifyRequest request, Effects effects) {
        if (!(phase instanceof Phase.Synced) || !request.epoch().equals(epoch)) {
            return; // this node's tree is not at that place
        }
        verification.asked(request, tree);
        if (sender.equals(self)) {
            var verify = new Frame.Verify(effects.now().seconds(), epoch, request.id(), tree.checksum());
            effects.add(new ReplicaEffect.Send(verify));
        }
    }

    private void verify(Member sender, Frame.Verify verify, Effects effects) {
        if (phase instanceof Phase.Synced && verification.differs(verify)) {
            leave("the tree is not that of " + sender + " although both are synced", effects);
        }
    }

    private void expired(ReplicaTimer timer, long token, Effects effects) {
        switch (timer) {
            case SYNC -> {
                if (token == syncTimer) {
                    syncExpired(effects);
                }
            }
            case VERIFY -> {
                if (token == verifyTimer && phase instanceof Phase.Synced && isLowest()) {
                    var request = new Frame.VerifyRequest(effects.now().seconds(), epoch, verification.nextId());
                    effects.add(new ReplicaEffect.Send(request));
                    armVerify(effects);
                }
            }
        }
    }

    private void syncExpired(Effects effects) {
        switch (phase) {
            case Phase.StartSync(var round) -> {
                effects.add(new ReplicaEffect.Report(
                        "no state for too long from " + round.missing() + "; begins the synchronisation again"));
                effects.add(
                        new ReplicaEffect.Send(new Frame.SyncStart(effects.now().seconds(), nextEpoch(effects))));
                armSync(effects);
            }
            case Phase.Updating(var round) -> leave("no update for too long from " + round.leader(), effects);
            case Phase.Behind _ when quorate -> leave("quorum came back, and changes were missed", effects);
            case Phase.Start _, Phase.Synced _, Phase.Behind _, Phase.Left _ -> {} // armed in an earlier phase
        }
    }

    private void leave(String why, Effects effects) {
        move(new Phase.Left(why), why, effects);
        effects.add(new ReplicaEffect.Leave(why, false));
    }

    private void move(Phase next, String why, Effects effects) {
        effects.add(new ReplicaEffect.Moved(phase.mode(), next.mode(), why));
        phase = next;
    }

    /** The lowest member waits shortest, so that one of them acts for all. */
    private void armSync(Effects effects) {
        armSync(SYNC_NANOS * (1 + members.headSet(self).size()), effects);
    }

    private void armSync(long delayNanos, Effects effects) {
        syncTimer = ++timers;
        effects.add(new ReplicaEffect.Arm(ReplicaTimer.SYNC, syncTimer, delayNanos));
    }

    private void armVerify(Effects effects) {
        verifyTimer = ++timers;
        effects.add(new ReplicaEffect.Arm(ReplicaTimer.VERIFY, verifyTimer, Verification.INTERVAL_NANOS));
    }

    private Epoch nextEpoch(Effects effects) {
        return new Epoch(++epochs, effects.now().seconds(), self.nodeId(), self.pid());
    }

    private boolean isLowest() {
        return !members.isEmpty() && members.first().nodeId() == self.nodeId();
    }
}
